package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.endpoint.EndpointDirectory;
import io.hooklane.dispatcher.expunging.ExpungedMessages;
import io.hooklane.dispatcher.sending.Attempted;
import io.hooklane.dispatcher.sending.Sender;
import io.hooklane.dispatcher.sending.Underway;
import io.hooklane.topics.ConfigurationLog;
import io.vertx.core.impl.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends the deliveries of ordered endpoints on one event loop: each endpoint's one after another,
 * in the order in which they were taken. One that fails is tried again, in hand, until it is too
 * old; what came after it waits. Confined to the event loop.
 */
final class OrderedDispatch {

  private final ContextInternal context;
  private final OrderedLanes<EndpointId, OrderedDelivery> lanes;
  private final Sender sender;
  private final OrderedConclusions conclusions;
  private final EndpointDirectory endpoints;
  private final ExpungedMessages expunged;
  private final ConfigurationLog configuration;
  private final Set<OrderedDelivery> underWay = new HashSet<>();
  private final Ordering ofOthers;
  private final RateLimits<EndpointId> rates = new RateLimits<>();
  private final Clock clock;

  OrderedDispatch(
      ContextInternal context,
      OrderedConfig config,
      int loops,
      Sender sender,
      OrderedConclusions conclusions,
      EndpointDirectory endpoints,
      ExpungedMessages expunged,
      ConfigurationLog configuration,
      Clock clock) {
    this.context = context;
    this.lanes =
        new OrderedLanes<>(
            config.queued(), Math.max(1, config.totalInFlight() / loops), this::send);
    this.sender = sender;
    this.conclusions = conclusions;
    this.endpoints = endpoints;
    this.expunged = expunged;
    this.configuration = configuration;
    this.ofOthers = new Ordering(config.maximumAge(), WhenTooOld.SKIP);
    this.clock = clock;
  }

  /**
   * Takes a delivery behind all others of its endpoint. It waits for nothing before: whatever it
   * has to wait for it waits for in its lane, since else it might be overtaken.
   */
  void take(InHand inHand) {
    OrderedDelivery ordered = new OrderedDelivery(inHand);
    lanes.add(ordered.endpoint(), ordered);
  }

  /** Drops what is no longer ours of all that waits. */
  void dropWhatIsNotOurs() {
    lanes.removeWaiting(ordered -> !ordered.taken().ours(), ordered -> ordered.taken().drop());
  }

  /**
   * Ends what is under way and no longer ours: who has it now sends it again, and nothing of it may
   * reach the receiver after what follows it.
   */
  void giveUpWhatIsNotOurs() {
    for (OrderedDelivery ordered : List.copyOf(underWay)) {
      Underway attempt = ordered.underway();
      if (attempt != null && !ordered.taken().ours()) {
        attempt.giveUp();
      }
    }
  }

  int lanes() {
    return lanes.size();
  }

  int inFlight() {
    return lanes.inFlight();
  }

  private void send(OrderedDelivery ordered) {
    Delivery delivery = ordered.delivery();
    EndpointId id = ordered.endpoint();
    if (!ordered.taken().ours()) {
      leaveToNextOwner(ordered);
    } else if (configuration.nextOffset() < delivery.configurationOffset()) {
      lanes.putOff(id);
      configuration
          .applied(delivery.configurationOffset())
          .thenRun(() -> context.runOnContext(run -> lanes.resume(id, ordered)));
    } else {
      Endpoint endpoint = endpoints.find(id);
      if (endpoint == null) {
        cancel(ordered, "The endpoint was deleted");
      } else if (endpoint.disabled()) {
        cancel(ordered, "The endpoint is disabled");
      } else if (expunged.contain(delivery)) {
        cancel(ordered, "The message's content was expunged");
      } else {
        sendAtItsRate(ordered, endpoint);
      }
    }
  }

  private void sendAtItsRate(OrderedDelivery ordered, Endpoint endpoint) {
    long wait = rates.take(ordered.endpoint(), endpoint.throttleRate(), System.nanoTime());
    if (wait > 0) {
      putOff(ordered, Duration.ofNanos(wait));
    } else {
      OneAttempt attempt = new OneAttempt(ordered, endpoint);
      Underway underway =
          sender.send(ordered.delivery(), ordered.taken().value(), endpoint, attempt::ended);
      if (!attempt.over) {
        ordered.setUnderway(underway);
        underWay.add(ordered);
      }
    }
  }

  /** It may end before it is known to be under way. */
  private final class OneAttempt {
    private final OrderedDelivery ordered;
    private final Endpoint endpoint;
    private boolean over;

    OneAttempt(OrderedDelivery ordered, Endpoint endpoint) {
      this.ordered = ordered;
      this.endpoint = endpoint;
    }

    void ended(Attempted attempted) {
      over = true;
      underWay.remove(ordered);
      ordered.setUnderway(null);
      conclude(ordered, endpoint, attempted);
    }
  }

  private void cancel(OrderedDelivery ordered, String reason) {
    conclusions.canceled(ordered, reason);
    lanes.left(ordered.endpoint());
  }

  private void leaveToNextOwner(OrderedDelivery ordered) {
    ordered.taken().drop();
    lanes.left(ordered.endpoint());
  }

  private void conclude(OrderedDelivery ordered, Endpoint endpoint, Attempted attempted) {
    Ordering ordering = endpoint.ordering() == null ? ofOthers : endpoint.ordering();
    Instant next = conclusions.attempted(ordered, endpoint, ordering, attempted);
    if (next == null) {
      lanes.left(ordered.endpoint());
    } else if (!ordered.taken().ours()) {
      leaveToNextOwner(ordered);
    } else {
      putOff(ordered, Duration.between(clock.instant(), next));
    }
  }

  /** Keeps its place, and is sent again after this time. */
  private void putOff(OrderedDelivery ordered, Duration wait) {
    lanes.putOff(ordered.endpoint());
    context
        .nettyEventLoop()
        .schedule(
            () -> context.emit(ordered, one -> lanes.resume(one.endpoint(), one)),
            Math.max(0, wait.toNanos()),
            TimeUnit.NANOSECONDS);
  }
}
