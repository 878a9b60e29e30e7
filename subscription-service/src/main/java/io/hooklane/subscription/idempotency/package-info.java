/** Requests that come twice with one idempotency key have their effect once. */
@NullMarked
package io.hooklane.subscription.idempotency;

import org.jspecify.annotations.NullMarked;
