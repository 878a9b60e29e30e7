/** Reads what an OpenAPI document says of webhooks. */
@NullMarked
package io.hooklane.subscription.openapi;

import org.jspecify.annotations.NullMarked;
