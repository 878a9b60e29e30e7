/** What the log tells operational webhooks. */
@NullMarked
package io.hooklane.deliverylog.operational;

import org.jspecify.annotations.NullMarked;
