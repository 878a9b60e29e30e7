/** Endpoints: where an application's deliveries go, and which of them. */
@NullMarked
package io.hooklane.subscription.endpoint;

import org.jspecify.annotations.NullMarked;
