/** Finds messages that no endpoint took, so that they need not be looked for by each question. */
@NullMarked
package io.hooklane.deliverylog.unrouted;

import org.jspecify.annotations.NullMarked;
