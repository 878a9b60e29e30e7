/** How deliveries are sent to an endpoint: in what order, how signed, authenticated, connected. */
@NullMarked
package io.hooklane.subscription.sending;

import org.jspecify.annotations.NullMarked;
