/** A delivery log filled with years of somebody's deliveries, as the recorder lays them out. */
@NullMarked
package io.hooklane.bench.log;

import org.jspecify.annotations.NullMarked;
