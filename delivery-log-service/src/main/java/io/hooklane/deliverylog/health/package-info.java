/** How endpoints do, and which of them do nothing but fail. */
@NullMarked
package io.hooklane.deliverylog.health;

import org.jspecify.annotations.NullMarked;
