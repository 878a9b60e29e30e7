package io.hooklane.subscription.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.management.Caller;
import io.hooklane.subscription.environment.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who calls, and what that opens. */
@Schema(name = "WhoAmIOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WhoAmIOut(
    @Schema(required = true, description = "A key's id, or a person's subject") String id,
    @Schema(required = true) String name,
    @Schema(nullable = true, description = "Absent for an operator who named none")
        @Nullable OpenEnvironmentOut environment,
    @Schema(nullable = true, description = "The only application that is open, if so")
        @Nullable String application,
    @Schema(required = true, description = "What operations ask for") List<String> permissions) {

  /** The environment that is open. */
  @Schema(name = "OpenEnvironmentOut")
  record OpenEnvironmentOut(
      @Schema(required = true) String id,
      @Schema(required = true) String name,
      @Schema(
              required = true,
              enumeration = {"live", "test"})
          String kind,
      @Schema(required = true) boolean webhooksEnabled) {}

  static WhoAmIOut of(Caller caller, Optional<Environment> environment) {
    return new WhoAmIOut(
        caller.subject(),
        caller.name(),
        environment
            .map(
                it ->
                    new OpenEnvironmentOut(
                        it.id().value(),
                        it.name(),
                        it.kind().name().toLowerCase(Locale.ROOT),
                        it.webhooksEnabled()))
            .orElse(null),
        caller.onlyApplication().map(it -> it.value()).orElse(null),
        caller.permissions());
  }
}
