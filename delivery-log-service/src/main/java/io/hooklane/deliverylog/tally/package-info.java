/**
 * What a recorded batch adds to statistics and to what is known of endpoints' health, and how that
 * is folded into the tables that both are answered from.
 */
@NullMarked
package io.hooklane.deliverylog.tally;

import org.jspecify.annotations.NullMarked;
