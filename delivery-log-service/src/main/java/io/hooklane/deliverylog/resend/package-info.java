/** Sends by hand what was accepted before: through the topic that the schedule's go through. */
@NullMarked
package io.hooklane.deliverylog.resend;

import org.jspecify.annotations.NullMarked;
