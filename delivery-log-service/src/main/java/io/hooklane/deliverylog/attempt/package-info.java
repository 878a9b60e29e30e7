/** What was tried for a message or towards an endpoint, and where each delivery stands. */
@NullMarked
package io.hooklane.deliverylog.attempt;

import org.jspecify.annotations.NullMarked;
