/** The service as a whole: what is neither one feature's nor another's. */
@NullMarked
package io.hooklane.deliverylog;

import org.jspecify.annotations.NullMarked;
