package io.hooklane.subscription.endpoint;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body that changes some of an endpoint's headers: null removes one.
 *
 * @param deleteHeaders names of others to remove
 */
@Schema(name = "EndpointHeadersPatchIn")
record EndpointHeadersPatchIn(
    @Schema(required = true, maxProperties = EndpointHeaders.MOST)
        Map<String, @Nullable String> headers,
    @Schema(nullable = true, maxItems = EndpointHeaders.MOST)
        @Nullable List<String> deleteHeaders) {}
