/** What happens to deliveries, told as it happens to whoever listens. */
@NullMarked
package io.hooklane.deliverylog.activity;

import org.jspecify.annotations.NullMarked;
