package io.hooklane.contracts.topic;

import io.hooklane.contracts.topic.Topic.Width;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every topic that Hooklane owns. */
public final class Topics {

  private static final Duration WEEK = Duration.ofDays(7);

  /** Where producers publish CloudEvents when no other source is configured. */
  public static final Topic EVENTS = new Topic("hooklane.events", WEEK, Width.REGULAR, false);

  /** Events accepted for an application; key: application id, plus the ordering key if any. */
  public static final Topic MESSAGES = new Topic("hooklane.messages", WEEK, Width.REGULAR, false);

  /** Messages bound to an endpoint, to be sent now; key: endpoint id. */
  public static final Topic DELIVERIES =
      new Topic("hooklane.deliveries", WEEK, Width.REGULAR, false);

  /** The same for endpoints that ask for order; key: endpoint id. */
  public static final Topic ORDERED_DELIVERIES =
      new Topic("hooklane.deliveries.ordered", WEEK, Width.ORDERED, false);

  /** Deliveries whose wait is over; key: endpoint id. */
  public static final Topic DUE_DELIVERIES =
      new Topic("hooklane.deliveries.due", WEEK, Width.REGULAR, false);

  /** What became of each attempt; key: endpoint id. */
  public static final Topic ATTEMPTS = new Topic("hooklane.attempts", WEEK, Width.REGULAR, false);

  /** What should be done about endpoints that cannot be delivered to; key: endpoint id. */
  public static final Topic ENDPOINT_HEALTH =
      new Topic("hooklane.endpoint-health", WEEK, Width.DELAY, false);

  /** Messages of which nothing may be sent any more; key: message id. */
  public static final Topic EXPUNGED =
      new Topic("hooklane.expunged", Duration.ofDays(30), Width.SINGLE, false);

  /** The configuration: one ordered, compacted log; key: {@code kind/id}. */
  public static final Topic CONFIGURATION = new Topic("hooklane.config", null, Width.SINGLE, false);

  /** Source records that could not be accepted, as they came, with the reason; key: theirs. */
  public static final Topic REJECTED =
      new Topic("hooklane.rejected", Duration.ofDays(30), Width.DELAY, false);

  private Topics() {}

  /** All of them, delay tiers included. */
  public static List<Topic> all() {
    List<Topic> topics = new ArrayList<>();
    Collections.addAll(
        topics,
        CONFIGURATION,
        EVENTS,
        MESSAGES,
        DELIVERIES,
        ORDERED_DELIVERIES,
        DUE_DELIVERIES,
        ATTEMPTS,
        ENDPOINT_HEALTH,
        EXPUNGED,
        REJECTED);
    for (DelayTier tier : DelayTier.values()) {
      topics.add(tier.topic());
    }
    return List.copyOf(topics);
  }
}
