/** A queue and limits for each endpoint, so that none can hold up another. */
@NullMarked
package io.hooklane.dispatcher.lane;

import org.jspecify.annotations.NullMarked;
