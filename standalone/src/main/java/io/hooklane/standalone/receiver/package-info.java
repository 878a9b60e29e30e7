/** The built-in page on which the first webhooks can be seen. */
@NullMarked
package io.hooklane.standalone.receiver;

import org.jspecify.annotations.NullMarked;
