package io.hooklane.subscription.access;

import io.hooklane.management.Capability;
import io.hooklane.management.JsonBody;
import io.hooklane.subscription.application.ApplicationBody;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that lets somebody into an application's portal, and how it is read. */
@Schema(name = "AppPortalAccessIn")
record PortalAccessIn(
    @Schema(
            nullable = true,
            implementation = Map.class,
            description = "Makes the application when there is none of the path's uid")
        @Nullable ApplicationBody application,
    @Schema(
            nullable = true,
            uniqueItems = true,
            description =
                "ViewBase, ViewEndpointSecret, ManageEndpointSecret, CreateAttempts, ManageEndpoint;"
                    + " all of them when absent")
        List<String> capabilities,
    @Schema(nullable = true, description = "Stands for the capability ViewBase alone")
        @Nullable Boolean readOnly,
    @Schema(
            nullable = true,
            uniqueItems = true,
            description = "Whose event types the token shows, beside those without a flag")
        @Nullable List<String> featureFlags,
    @Schema(
            nullable = true,
            minimum = "1",
            maximum = "604800",
            defaultValue = "86400",
            description = "Seconds that the token holds")
        @Nullable Integer expiry,
    @Schema(nullable = true, maxLength = 256, description = "Your own name for the session")
        @Nullable String sessionId) {

  private static final int LONGEST = 256;
  private static final int MOST_FLAGS = 100;
  private static final int LONGEST_EXPIRY = 604_800;
  private static final Duration EXPIRY = Duration.ofDays(1);

  /** How long the token holds. */
  Duration lifetime() {
    return expiry == null ? EXPIRY : Duration.ofSeconds(expiry);
  }

  static PortalAccessIn read(JsonBody body) {
    JsonBody application = body.nullableObject("application");
    boolean readOnly = Boolean.TRUE.equals(body.nullableFlag("readOnly"));
    List<String> given = body.nullableTextsMaybeEmpty("capabilities", 16, LONGEST);
    if (given != null) {
      for (String name : given) {
        if (Capability.named(name).isEmpty() && !name.equals("ManageTransformations")) {
          throw body.problem("capabilities", "A capability is one of " + names(all()));
        }
      }
    }
    List<String> flags = body.nullableTextsMaybeEmpty("featureFlags", MOST_FLAGS, LONGEST);
    return new PortalAccessIn(
        application == null ? null : ApplicationBody.read(application),
        readOnly ? List.of(Capability.VIEW_BASE.wireName()) : given == null ? all() : given,
        readOnly,
        flags == null ? List.of() : flags,
        body.nullableInteger("expiry", 1, LONGEST_EXPIRY, null),
        body.nullableText("sessionId", LONGEST, null));
  }

  private static List<String> all() {
    return Arrays.stream(Capability.values()).map(Capability::wireName).toList();
  }

  private static String names(List<String> names) {
    return String.join(", ", names);
  }
}
