/** Deliveries found by what is known of them; and those that have not arrived, by why. */
@NullMarked
package io.hooklane.deliverylog.search;

import org.jspecify.annotations.NullMarked;
