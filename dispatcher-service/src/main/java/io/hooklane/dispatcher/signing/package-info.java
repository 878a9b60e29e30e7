/** Standard Webhooks signatures, and the secrets they are made with. */
@NullMarked
package io.hooklane.dispatcher.signing;

import org.jspecify.annotations.NullMarked;
