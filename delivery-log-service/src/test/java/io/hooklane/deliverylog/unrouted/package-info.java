@NullMarked
package io.hooklane.deliverylog.unrouted;

import org.jspecify.annotations.NullMarked;
