/** Deliveries become HTTP requests. */
@NullMarked
package io.hooklane.dispatcher;

import org.jspecify.annotations.NullMarked;
