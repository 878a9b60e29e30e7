/** Whether this API answers. */
@NullMarked
package io.hooklane.subscription.health;

import org.jspecify.annotations.NullMarked;
