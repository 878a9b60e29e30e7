/** The ladder of delay tiers: any wait, as hops through topics that each wait a fixed time. */
@NullMarked
package io.hooklane.dispatcher.delay;

import org.jspecify.annotations.NullMarked;
