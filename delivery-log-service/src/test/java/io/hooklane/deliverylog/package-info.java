/** The service as a whole, from outside. */
@NullMarked
package io.hooklane.deliverylog;

import org.jspecify.annotations.NullMarked;
