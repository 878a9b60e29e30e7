/** How many deliveries stand how, and how long attempts take, over time: answered from rollups. */
@NullMarked
package io.hooklane.deliverylog.statistics;

import org.jspecify.annotations.NullMarked;
