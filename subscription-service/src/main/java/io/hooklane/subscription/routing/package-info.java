/** Resolves messages into deliveries, by an index of endpoints kept in memory. */
@NullMarked
package io.hooklane.subscription.routing;

import org.jspecify.annotations.NullMarked;
