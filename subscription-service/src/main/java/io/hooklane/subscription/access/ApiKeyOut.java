package io.hooklane.subscription.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.contracts.id.EnvironmentId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key as callers see it; its text is shown once, when it is made. */
@Schema(name = "ApiKeyOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiKeyOut(
    @Schema(required = true) String id,
    @Schema(required = true) String name,
    @Nullable String environment,
    @Schema(required = true) List<String> scopes) {

  static ApiKeyOut of(ApiKey key) {
    EnvironmentId environment = key.environment();
    return new ApiKeyOut(
        key.id().value(),
        key.name(),
        environment == null ? null : environment.value(),
        key.scopes());
  }
}
