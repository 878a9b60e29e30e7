package io.hooklane.dispatcher.lane;

import io.hooklane.dispatcher.delay.DelayLadder;
import io.hooklane.dispatcher.egress.Egress;
import io.hooklane.dispatcher.egress.Tunnels;
import io.hooklane.dispatcher.endpoint.EndpointDirectory;
import io.hooklane.dispatcher.expunging.ExpungedMessages;
import io.hooklane.dispatcher.intake.Downstream;
import io.hooklane.dispatcher.intake.TakenRecord;
import io.hooklane.dispatcher.reporting.DeliveryReports;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import io.hooklane.dispatcher.retry.RetryConfig;
import io.hooklane.dispatcher.retry.RetrySchedule;
import io.hooklane.dispatcher.sending.Sender;
import io.hooklane.dispatcher.sending.SendingConfig;
import io.hooklane.egress.EgressConfig;
import io.hooklane.egress.EgressPolicy;
import io.hooklane.topics.ConfigurationLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** All lanes: each endpoint has its place on one of a few event loops, and never changes it. */
public final class LaneLoops implements Downstream {

  private final List<LaneLoop> loops;
  private final Runnable afterwards;

  private LaneLoops(List<LaneLoop> loops, Runnable afterwards) {
    this.loops = List.copyOf(loops);
    this.afterwards = afterwards;
  }

  /** Everything that a loop is made with, from the container. */
  @Singleton
  public static class Factory {

    private static final long SIGN_EVERY_MS = 500;

    private final Vertx vertx;
    private final LaneConfig lanes;
    private final OrderedConfig ordered;
    private final SendingConfig sending;
    private final EgressConfig egress;
    private final RetryConfig retry;
    private final EndpointDirectory endpoints;
    private final ExpungedMessages expunged;
    private final ConfigurationLog configuration;
    private final Outages outages;
    private final LaneVitals vitals;
    private final MeterRegistry metrics;
    private final SplittableRandom random;
    private final Clock clock;

    public Factory(
        Vertx vertx,
        LaneConfig lanes,
        OrderedConfig ordered,
        SendingConfig sending,
        EgressConfig egress,
        RetryConfig retry,
        EndpointDirectory endpoints,
        ExpungedMessages expunged,
        ConfigurationLog configuration,
        Outages outages,
        LaneVitals vitals,
        MeterRegistry metrics,
        SplittableRandom random,
        Clock clock) {
      this.vertx = vertx;
      this.lanes = lanes;
      this.ordered = ordered;
      this.sending = sending;
      this.egress = egress;
      this.retry = retry;
      this.endpoints = endpoints;
      this.expunged = expunged;
      this.configuration = configuration;
      this.outages = outages;
      this.vitals = vitals;
      this.metrics = metrics;
      this.random = random;
      this.clock = clock;
    }

    /** Makes the loops; what they publish goes through this writer. */
    public LaneLoops make(KafkaWriter writer) {
      int count =
          Math.max(1, sending.eventLoops().orElse(Runtime.getRuntime().availableProcessors()));
      DispatchMetrics counters = new DispatchMetrics(metrics);
      LaneRules rules = LaneRules.of(lanes).dividedBy(count);
      BytesHeld bytes = new BytesHeld();
      EgressPolicy policy = new EgressPolicy(egress);
      Optional<Vertx> tunnels = Tunnels.vertx(egress, count, sending.connectTimeout());
      VertxInternal owner = (VertxInternal) tunnels.orElse(vertx);
      List<LaneLoop> loops =
          IntStream.range(0, count)
              .mapToObj(index -> loop(owner, rules, bytes, count, policy, writer, counters))
              .toList();
      DispatchMetrics.watch(metrics, loops);
      return new LaneLoops(loops, () -> tunnels.ifPresent(Vertx::close));
    }

    private LaneLoop loop(
        VertxInternal owner,
        LaneRules rules,
        BytesHeld bytes,
        int loops,
        EgressPolicy policy,
        KafkaWriter writer,
        DispatchMetrics counters) {
      ContextInternal context = owner.createEventLoopContext();
      Runnable sign = vitals.watch();
      context
          .nettyEventLoop()
          .scheduleAtFixedRate(sign, SIGN_EVERY_MS, SIGN_EVERY_MS, TimeUnit.MILLISECONDS);
      SplittableRandom chance = random.split();
      DeliveryReports reports = new DeliveryReports(writer);
      AttemptReports attempts = new AttemptReports(reports, counters, chance);
      RetrySchedule schedule = new RetrySchedule(retry, chance);
      Sender sender =
          new Sender(
              context,
              sending,
              rules.limits().totalInFlight(),
              Egress.on(context.nettyEventLoop(), egress, policy),
              clock);
      return new LaneLoop(
          context,
          rules,
          bytes,
          new OrderedDispatch(
              context,
              ordered,
              loops,
              sender,
              new OrderedConclusions(
                  attempts, reports, schedule, ordered.longestWait(), counters, clock),
              endpoints,
              expunged,
              configuration,
              clock),
          sender,
          new Conclusions(
              attempts,
              reports,
              new DelayLadder(writer, clock),
              schedule,
              lanes.diversions(),
              counters,
              chance,
              clock),
          outages,
          endpoints,
          expunged,
          configuration,
          counters,
          clock);
    }
  }

  @Override
  public void take(List<TakenRecord> records) {
    if (loops.size() == 1) {
      loops.getFirst().take(records);
      return;
    }
    List<List<TakenRecord>> parts = new ArrayList<>(loops.size());
    for (int i = 0; i < loops.size(); i++) {
      parts.add(new ArrayList<>());
    }
    for (TakenRecord taken : records) {
      parts.get(Math.floorMod(Arrays.hashCode(taken.key()), loops.size())).add(taken);
    }
    for (int i = 0; i < loops.size(); i++) {
      if (!parts.get(i).isEmpty()) {
        loops.get(i).take(parts.get(i));
      }
    }
  }

  @Override
  public void dropWhatIsNotOurs() {
    loops.forEach(LaneLoop::dropWhatIsNotOurs);
  }

  @Override
  public void giveUpOrderedThatAreNotOurs() {
    loops.forEach(LaneLoop::giveUpOrderedThatAreNotOurs);
  }

  @Override
  public int saturated() {
    return sum(LaneLoop::saturated);
  }

  @Override
  public int early() {
    return sum(LaneLoop::early);
  }

  /** Closes all connections. */
  public void close() {
    loops.forEach(LaneLoop::close);
    afterwards.run();
  }

  private int sum(ToIntFunction<LaneLoop> figure) {
    int sum = 0;
    for (LaneLoop loop : loops) {
      sum += figure.applyAsInt(loop);
    }
    return sum;
  }
}
