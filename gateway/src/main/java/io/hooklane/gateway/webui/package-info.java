/** The pages that need no key. */
@NullMarked
package io.hooklane.gateway.webui;

import org.jspecify.annotations.NullMarked;
