package io.hooklane.subscription.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.management.JsonBody;
import io.hooklane.subscription.attribute.Metadata;
import io.hooklane.subscription.attribute.Throttle;
import io.hooklane.subscription.attribute.Uid;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that makes, replaces or patches an application, and how it is read. */
@Schema(name = "ApplicationIn")
record ApplicationIn(
    @Schema(required = true, minLength = 1, maxLength = ApplicationSettings.LONGEST_NAME)
        String name,
    @Schema(nullable = true, pattern = "^[a-zA-Z0-9\\-_.]+$", minLength = 1, maxLength = 256)
        @Nullable String uid,
    @Schema(nullable = true, minimum = "1", maximum = "65535") @Nullable Integer throttleRate,
    Map<String, String> metadata) {

  /** Reads a whole application: absent fields have their defaults. */
  static ApplicationSettings read(JsonBody body) {
    return read(body, null);
  }

  /** Reads a patch: absent fields stay as they are. */
  static ApplicationSettings patch(JsonBody body, ApplicationSettings present) {
    return read(body, present);
  }

  private static ApplicationSettings read(JsonBody body, @Nullable ApplicationSettings present) {
    String name =
        body.text(
            "name", ApplicationSettings.LONGEST_NAME, present == null ? null : present.name());
    if (name.isBlank()) {
      throw body.problem("name", "Give at least one character");
    }
    Metadata metadata = present == null ? Metadata.NONE : present.metadata();
    Uid uid = present == null ? null : present.uid();
    return new ApplicationSettings(
        name,
        uid(body, uid),
        Throttle.read(body, present == null ? null : present.throttleRate()),
        body.read(
            "metadata",
            body.textMap("metadata", Metadata.MOST_BYTES, metadata.texts()),
            Metadata::new));
  }

  private static @Nullable Uid uid(JsonBody body, @Nullable Uid present) {
    if (!body.has("uid")) {
      return present;
    }
    String text = body.nullableText("uid", Uid.LONGEST, null);
    return text == null ? null : body.read("uid", text, ApplicationIn::uid);
  }

  private static Uid uid(String text) {
    if (text.equals(Configuration.Application.OPERATIONAL_UID)) {
      throw new IllegalArgumentException(
          "This uid is Hooklane's own application's, whose endpoints are at"
              + " /api/v1/operational-webhook/endpoint; choose another");
    }
    return Uid.apartFrom(ApplicationId.PREFIX, text);
  }
}
