package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.endpoint.EndpointDirectory;
import io.hooklane.dispatcher.expunging.ExpungedMessages;
import io.hooklane.dispatcher.intake.TakenRecord;
import io.hooklane.dispatcher.sending.Sender;
import io.hooklane.topics.CommonTexts;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.RecordHeaders;
import io.vertx.core.impl.ContextInternal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and the endpoints that are its own: reads what is taken in hand, has each delivery
 * wait for its moment and for the configuration that it was resolved with, puts it in its lane,
 * sends it. All of that happens on the event loop, so nothing in it is locked.
 */
final class LaneLoop implements Lanes.Exit<InHand> {

  private static final Logger LOG = Logger.getLogger(LaneLoop.class);

  /** What came earlier than this before its moment is put off again instead of kept in hand. */
  private static final long LONGEST_IN_HAND_MS = 2_000;

  private final ContextInternal context;
  private final Lanes<EndpointId, InHand> lanes;
  private final OrderedDispatch ordered;
  private final Sender sender;
  private final Conclusions conclusions;
  private final Outages outages;
  private final EndpointDirectory endpoints;
  private final ExpungedMessages expunged;
  private final ConfigurationLog configuration;
  private final DispatchMetrics metrics;
  private final Clock clock;

  private final CommonTexts texts = new CommonTexts();
  private final WakeUp wakeUp;
  private volatile int early;

  LaneLoop(
      ContextInternal context,
      LaneRules rules,
      BytesHeld bytes,
      OrderedDispatch ordered,
      Sender sender,
      Conclusions conclusions,
      Outages outages,
      EndpointDirectory endpoints,
      ExpungedMessages expunged,
      ConfigurationLog configuration,
      DispatchMetrics metrics,
      Clock clock) {
    this.context = context;
    this.lanes = new Lanes<>(rules, bytes, new Configured(endpoints), this);
    this.wakeUp = new WakeUp(context, lanes);
    this.ordered = ordered;
    this.sender = sender;
    this.conclusions = conclusions;
    this.outages = outages;
    this.endpoints = endpoints;
    this.expunged = expunged;
    this.configuration = configuration;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Takes these records; any thread may call it. */
  void take(List<TakenRecord> records) {
    context.runOnContext(
        run -> {
          for (TakenRecord taken : records) {
            read(taken);
          }
          wakeUp.set();
        });
  }

  /** Drops what is no longer ours of all that waits in lanes; any thread may call it. */
  void dropWhatIsNotOurs() {
    context.runOnContext(
        run -> {
          List<InHand> dropped = new ArrayList<>();
          lanes.removeQueued(inHand -> !inHand.taken().ours(), dropped::add, System.nanoTime());
          dropped.forEach(inHand -> inHand.taken().drop());
          ordered.dropWhatIsNotOurs();
        });
  }

  /** Ends ordered attempts that are no longer ours; any thread may call it. */
  void giveUpOrderedThatAreNotOurs() {
    context.runOnContext(run -> ordered.giveUpWhatIsNotOurs());
  }

  /** What the lanes are like; any thread may ask. */
  LaneFigures figures() {
    return lanes.figures();
  }

  int saturated() {
    return lanes.figures().saturated();
  }

  int early() {
    return early;
  }

  /** Has its event loop close its connections; any thread may ask. */
  void close() {
    context.runOnContext(run -> sender.close());
  }

  private void read(TakenRecord taken) {
    try {
      if (!taken.complete()) {
        throw new UnreadableRecordException("The key or the value is missing");
      }
      InHand inHand =
          new InHand(taken, Delivery.readFrom(RecordHeaders.source(taken.headers(), texts)));
      if (taken.ordered()) {
        ordered.take(inHand);
      } else {
        waitForMoment(inHand);
      }
    } catch (UnreadableRecordException e) {
      metrics.unreadable();
      LOG.errorf(
          "record skipped, not a delivery origin=%s reason=%s", taken.origin(), e.getMessage());
      taken.finish();
    }
  }

  private void waitForMoment(InHand inHand) {
    if (!inHand.taken().ours()) {
      inHand.taken().drop();
      return;
    }
    long wait = inHand.delivery().dueAt().toEpochMilli() - clock.millis();
    if (wait <= 0) {
      waitForConfiguration(inHand);
    } else if (wait > LONGEST_IN_HAND_MS) {
      conclusions.tooEarly(inHand);
    } else {
      addEarly(1);
      context
          .nettyEventLoop()
          .schedule(
              () -> {
                addEarly(-1);
                context.emit(inHand, this::waitForMoment);
              },
              wait,
              TimeUnit.MILLISECONDS);
    }
  }

  private void waitForConfiguration(InHand inHand) {
    long offset = inHand.delivery().configurationOffset();
    if (configuration.nextOffset() >= offset) {
      enqueue(inHand);
    } else {
      configuration.applied(offset).thenRun(() -> context.runOnContext(run -> enqueue(inHand)));
    }
  }

  private void enqueue(InHand inHand) {
    if (!inHand.taken().ours()) {
      inHand.taken().drop();
      return;
    }
    long now = System.nanoTime();
    switch (lanes.offer(inHand, now)) {
      case Admission.Taken taken -> outages.took(inHand.key());
      case Admission.Diverted diverted -> {
        outages.refused(inHand.key(), diverted.outage(), now);
        conclusions.diverted(inHand, diverted);
      }
    }
    wakeUp.set();
  }

  @Override
  public void divert(InHand inHand, Admission.Diverted diverted) {
    if (inHand.taken().ours()) {
      conclusions.diverted(inHand, diverted);
    } else {
      inHand.taken().drop();
    }
  }

  @Override
  public void send(InHand inHand) {
    if (!inHand.taken().ours()) {
      inHand.taken().drop();
      leave(inHand, Ending.Plain.NOT_MADE);
      return;
    }
    Endpoint endpoint = endpoints.find(inHand.key());
    if (endpoint == null) {
      cancel(inHand, "The endpoint was deleted");
    } else if (endpoint.disabled()) {
      cancel(inHand, "The endpoint is disabled");
    } else if (expunged.contain(inHand.delivery())) {
      cancel(inHand, "The message's content was expunged");
    } else {
      sender.send(
          inHand.delivery(),
          inHand.taken().value(),
          endpoint,
          attempted -> {
            conclusions.attempted(inHand, endpoint, attempted);
            leave(inHand, Ending.of(attempted.outcome()));
          });
    }
  }

  private void cancel(InHand inHand, String reason) {
    conclusions.canceled(inHand, reason);
    leave(inHand, Ending.Plain.NOT_MADE);
  }

  private void leave(InHand inHand, Ending ending) {
    lanes.finished(inHand, ending, System.nanoTime());
    wakeUp.set();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only this event loop writes it
  private void addEarly(int change) {
    early += change;
  }

  /** What is configured for endpoints now. */
  private record Configured(EndpointDirectory endpoints) implements Lanes.Settings<EndpointId> {

    @Override
    public int perSecond(EndpointId id) {
      Endpoint endpoint = endpoints.find(id);
      return endpoint == null ? 0 : endpoint.throttleRate();
    }

    @Override
    public @Nullable Object destination(EndpointId id) {
      Endpoint endpoint = endpoints.find(id);
      return endpoint == null ? null : endpoint.destination().url();
    }
  }
}
