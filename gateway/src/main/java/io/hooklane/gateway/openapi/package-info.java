/** The services' OpenAPI documents as one, and the pages that show it. */
@NullMarked
package io.hooklane.gateway.openapi;

import org.jspecify.annotations.NullMarked;
