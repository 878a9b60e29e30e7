package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.JsonBody;
import io.hooklane.subscription.attribute.Metadata;
import io.hooklane.subscription.attribute.RetryScheduleBody;
import io.hooklane.subscription.attribute.Throttle;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.secret.SecretChoice;
import io.hooklane.subscription.secret.SecretType;
import io.hooklane.subscription.secret.SigningSecret;
import io.hooklane.subscription.sending.OrderingBody;
import io.hooklane.subscription.sending.SendingFields;
import io.hooklane.subscription.sending.SendingSettings;
import io.hooklane.subscription.sending.SignatureBody;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that makes, replaces or patches an endpoint, and how it is read. */
@Schema(name = "EndpointIn")
record EndpointIn(
    @Schema(required = true, format = "uri", minLength = 1, maxLength = EndpointUrl.LONGEST)
        String url,
    @Schema(nullable = true, pattern = "^[a-zA-Z0-9\\-_.]+$", minLength = 1, maxLength = 256)
        @Nullable String uid,
    @Schema(defaultValue = "") String description,
    @Schema(defaultValue = "false") boolean disabled,
    @Schema(nullable = true, minItems = 1, uniqueItems = true) @Nullable List<String> eventTypes,
    @Schema(nullable = true, minItems = 1, maxItems = Channels.MOST, uniqueItems = true)
        @Nullable List<String> channels,
    @Schema(nullable = true, minimum = "1", maximum = "65535") @Nullable Integer throttleRate,
    Map<String, String> metadata,
    @Schema(nullable = true) @Nullable RetryScheduleBody retrySchedule,
    @Schema(nullable = true, description = "null: in no particular order")
        @Nullable OrderingBody ordering,
    @Schema(nullable = true) @Nullable SignatureBody signature,
    @Schema(
            nullable = true,
            defaultValue = "1.1",
            enumeration = {"1.1", "2"},
            description = "The newest that is used; 2 where the receiver takes it")
        @Nullable String httpVersion,
    @Schema(nullable = true, pattern = "^(whsec_|whsk_)?[a-zA-Z0-9+/=]{32,100}$")
        @Nullable String secret,
    @Schema(
            nullable = true,
            enumeration = {"hmac", "ed25519"})
        @Nullable String secretType,
    @Schema(nullable = true, maxProperties = EndpointHeaders.MOST)
        @Nullable Map<String, String> headers) {

  private static final int LONGEST_SECRET = 200;
  private static final String SECRET_TYPE = "secretType";

  /** Reads a whole endpoint: absent fields have their defaults. */
  static EndpointSettings read(JsonBody body) {
    return new EndpointSettings(
        url(body),
        uid(body, null),
        body.text("description", EndpointSettings.LONGEST_DESCRIPTION, ""),
        body.flag("disabled", false),
        eventTypes(body, null),
        channels(body, null),
        Throttle.read(body, null),
        metadata(body, Metadata.NONE),
        RetryScheduleBody.read(body, null),
        SendingFields.read(body, SendingSettings.STANDARD));
  }

  /** Reads a patch: absent fields stay as they are. */
  static EndpointSettings patch(JsonBody body, EndpointSettings present) {
    return new EndpointSettings(
        body.has("url") ? url(body) : present.url(),
        uid(body, present.uid()),
        body.text("description", EndpointSettings.LONGEST_DESCRIPTION, present.description()),
        body.flag("disabled", present.disabled()),
        eventTypes(body, present.eventTypes()),
        channels(body, present.channels()),
        Throttle.read(body, present.throttleRate()),
        metadata(body, present.metadata()),
        RetryScheduleBody.read(body, present.retrySchedule()),
        SendingFields.read(body, present.sending()));
  }

  /** Reads which secret the caller wants: the one under this field, or one of a type. */
  static SecretChoice secret(JsonBody body, String field) {
    String text = body.nullableText(field, LONGEST_SECRET, null);
    SigningSecret supplied = text == null ? null : body.read(field, text, SigningSecret::supplied);
    String name = body.nullableText(SECRET_TYPE, LONGEST_SECRET, null);
    return name == null
        ? new SecretChoice(supplied, null)
        : body.read(SECRET_TYPE, name, it -> new SecretChoice(supplied, SecretType.named(it)));
  }

  /** The field that holds the event types: {@code filterTypes} is its older name. */
  static String eventTypesField(JsonBody body) {
    return body.named("eventTypes", "filterTypes");
  }

  private static EndpointUrl url(JsonBody body) {
    return body.read("url", body.text("url", EndpointUrl.LONGEST, null), EndpointUrl::parse);
  }

  private static @Nullable Uid uid(JsonBody body, @Nullable Uid absent) {
    if (!body.has("uid")) {
      return absent;
    }
    String text = body.nullableText("uid", Uid.LONGEST, null);
    return text == null ? null : body.read("uid", text, it -> Uid.apartFrom(EndpointId.PREFIX, it));
  }

  private static @Nullable EventTypeFilter eventTypes(
      JsonBody body, @Nullable EventTypeFilter absent) {
    String field = eventTypesField(body);
    if (!body.has(field)) {
      return absent;
    }
    List<String> patterns =
        body.nullableTexts(field, EventTypeFilter.MOST, EventTypeFilter.LONGEST, null);
    return patterns == null ? null : body.read(field, patterns, EventTypeFilter::new);
  }

  private static @Nullable Channels channels(JsonBody body, @Nullable Channels absent) {
    if (!body.has("channels")) {
      return absent;
    }
    List<String> names = body.nullableTexts("channels", Channels.MOST, Channels.LONGEST, null);
    return names == null ? null : body.read("channels", names, Channels::new);
  }

  private static Metadata metadata(JsonBody body, Metadata absent) {
    return body.read(
        "metadata", body.textMap("metadata", Metadata.MOST_BYTES, absent.texts()), Metadata::new);
  }
}
