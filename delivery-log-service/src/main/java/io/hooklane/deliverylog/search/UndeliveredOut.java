package io.hooklane.deliverylog.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was accepted and has not arrived.
 *
 * @param since when the messages were accepted, inclusive
 * @param until exclusive
 * @param deliveries how many did not succeed, by why
 * @param withoutEndpoint messages that no endpoint took; null where one endpoint is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "UndeliveredOut")
record UndeliveredOut(
    Instant since,
    Instant until,
    List<Group> deliveries,
    @Nullable WithoutEndpoint withoutEndpoint) {

  /**
   * Deliveries that have the same to say.
   *
   * @param status 1 pending, 2 fail, 4 canceled
   * @param failure why the latest attempt failed; null where there was none
   * @param oldest when the first of their messages was accepted
   * @param newest when the last was
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "UndeliveredGroup")
  record Group(
      int status,
      String statusText,
      @Nullable String failure,
      long count,
      Instant oldest,
      Instant newest) {}

  /**
   * Messages that no endpoint's types and channels fit, or that came when there was none.
   *
   * @param messages the newest
   */
  @Schema(name = "MessagesWithoutEndpoint")
  record WithoutEndpoint(long count, List<Unrouted> messages) {}

  /** A message without a delivery. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MessageWithoutEndpoint")
  record Unrouted(
      String id, String appId, @Nullable String eventId, String eventType, Instant timestamp) {}
}
