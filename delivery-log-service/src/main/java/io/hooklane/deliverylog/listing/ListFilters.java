package io.hooklane.deliverylog.listing;

import io.hooklane.deliverylog.searchkey.NameKey;
import io.hooklane.management.ValidationException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every list can be narrowed by; each absent one narrows nothing.
 *
 * @param before exclusive
 * @param after inclusive
 * @param channel one that the message was published with
 * @param tag one that the message was published with
 * @param eventTypes any of these; empty for all
 */
public record ListFilters(
    @Nullable Instant before,
    @Nullable Instant after,
    @Nullable String channel,
    @Nullable String tag,
    List<String> eventTypes) {

  public ListFilters {
    eventTypes = List.copyOf(eventTypes);
  }

  /**
   * Those that the request names.
   *
   * @throws ValidationException when one cannot be read
   */
  public static ListFilters of(QueryParameters parameters) {
    return new ListFilters(
        parameters.moment("before"),
        parameters.moment("after"),
        parameters.name("channel"),
        parameters.name("tag"),
        parameters.names("event_types"));
  }

  /** What indexes know the channel, or else the tag, by; null when neither is asked for. */
  public @Nullable NameKey name() {
    if (channel != null) {
      return NameKey.ofChannel(channel);
    }
    return tag == null ? null : NameKey.ofTag(tag);
  }
}
