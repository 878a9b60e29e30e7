/** The catalog of an environment's event types. */
@NullMarked
package io.hooklane.subscription.eventtype;

import org.jspecify.annotations.NullMarked;
