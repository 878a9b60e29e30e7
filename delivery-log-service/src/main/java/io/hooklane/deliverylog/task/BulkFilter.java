package io.hooklane.deliverylog.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk replay is narrowed by; each absent one narrows nothing.
 *
 * @param status where the deliveries stand, by the API's numbers
 * @param statusCodeClass of the latest attempt's response, 100 … 500; 0 where none came
 * @param channel one that the message was published with
 * @param tag one that the message was published with
 * @param eventTypes any of these; empty for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkFilter(
    @Nullable Integer status,
    @Nullable Integer statusCodeClass,
    @Nullable String channel,
    @Nullable String tag,
    @Nullable List<String> eventTypes) {

  static final BulkFilter NONE = new BulkFilter(null, null, null, null, null);

  BulkFilter {
    eventTypes = eventTypes == null ? List.of() : List.copyOf(eventTypes);
  }
}
