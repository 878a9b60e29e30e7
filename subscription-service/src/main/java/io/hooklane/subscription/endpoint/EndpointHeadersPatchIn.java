package io.hooklane.subscription.endpoint;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that changes some of an endpoint's headers: null removes one. */
@Schema(name = "EndpointHeadersPatchIn")
record EndpointHeadersPatchIn(
    @Schema(required = true, maxProperties = EndpointHeaders.MOST)
        Map<String, @Nullable String> headers) {}
