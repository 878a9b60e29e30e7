package io.hooklane.contracts.message;

import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event accepted for one application. On {@code hooklane.messages} it stands in the record's
 * headers as a CloudEvent (CloudEvents 1.0, Kafka protocol binding, §3.2 binary content mode); the
 * record's value is the payload, byte for byte as it was published.
 *
 * @param id seen by receivers as {@code webhook-id}, equal on every retry
 * @param eventType dotted name
 * @param eventId the producer's own id of the event, if it gave one
 * @param channels what endpoints can ask for; case-sensitive, each of {@code [a-zA-Z0-9_.-]}
 * @param tags what the log can be searched by, and nothing else; of the same characters
 * @param acceptedAt when it was accepted, to the millisecond
 * @param orderingKey events of one application and ordering key keep their order
 * @param contentType the payload's media type
 * @param onlyEndpoint the one endpoint that gets it, whatever it asks for; null for all that ask
 *     for it
 * @param test whether it is a sample and no event that happened
 */
public record Message(
    MessageId id,
    EnvironmentId environment,
    ApplicationId application,
    String eventType,
    @Nullable String eventId,
    List<String> channels,
    List<String> tags,
    Instant acceptedAt,
    @Nullable String orderingKey,
    String contentType,
    @Nullable EndpointId onlyEndpoint,
    boolean test) {

  /** What a payload is when its producer does not say. */
  public static final String JSON = "application/json";

  /** The time of {@code ce_time} in milliseconds since 1970, which takes less time to read. */
  private static final String ACCEPTED_HEADER = "ce_hooklaneaccepted";

  private static final String SOURCE = "/environments/";

  public Message {
    channels = List.copyOf(channels);
    tags = List.copyOf(tags);
    acceptedAt = Instant.ofEpochMilli(acceptedAt.toEpochMilli());
  }

  /** The record's key: what shares a partition, and so keeps its order. */
  public String key() {
    return orderingKey == null ? application.value() : application.value() + "/" + orderingKey;
  }

  /** Writes the record's headers. */
  public void writeTo(HeaderSink headers) {
    headers.add("ce_specversion", "1.0");
    headers.add("ce_id", id.value());
    headers.add("ce_source", SOURCE + environment.value() + "/applications/" + application.value());
    headers.add("ce_type", eventType);
    headers.add("ce_time", acceptedAt.toString());
    headers.add(ACCEPTED_HEADER, acceptedAt.toEpochMilli());
    headers.add("content-type", contentType);
    headers.add("ce_hooklaneenv", environment.value());
    headers.add("ce_hooklaneapp", application.value());
    headers.add("ce_hooklaneeventid", eventId);
    headers.add("ce_partitionkey", orderingKey);
    if (!channels.isEmpty()) {
      headers.add("ce_hooklanechannels", String.join(",", channels));
    }
    if (!tags.isEmpty()) {
      headers.add("ce_hooklanetags", String.join(",", tags));
    }
    headers.add("ce_hooklaneendpoint", onlyEndpoint == null ? null : onlyEndpoint.value());
    headers.add("ce_hooklanetest", test ? "true" : null);
  }

  /**
   * Reads the record's headers.
   *
   * @throws UnreadableRecordException when one is missing or malformed
   */
  public static Message readFrom(HeaderSource headers) {
    try {
      String contentType = headers.text("content-type");
      String onlyEndpoint = headers.text("ce_hooklaneendpoint");
      return new Message(
          new MessageId(headers.required("ce_id")),
          new EnvironmentId(headers.required("ce_hooklaneenv")),
          new ApplicationId(headers.required("ce_hooklaneapp")),
          headers.required("ce_type"),
          headers.text("ce_hooklaneeventid"),
          names(headers.text("ce_hooklanechannels")),
          names(headers.text("ce_hooklanetags")),
          acceptedAt(headers),
          headers.text("ce_partitionkey"),
          contentType == null ? JSON : contentType,
          onlyEndpoint == null ? null : new EndpointId(onlyEndpoint),
          "true".equals(headers.text("ce_hooklanetest")));
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new UnreadableRecordException("Not a message: " + e.getMessage(), e);
    }
  }

  private static Instant acceptedAt(HeaderSource headers) {
    return headers.bytes(ACCEPTED_HEADER) == null
        ? Instant.parse(headers.required("ce_time"))
        : Instant.ofEpochMilli(headers.requiredNumber(ACCEPTED_HEADER));
  }

  private static List<String> names(@Nullable String joined) {
    return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }
}
