package io.hooklane.dispatcher;

import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.delay.DelayConfig;
import io.hooklane.dispatcher.delay.DelayThread;
import io.hooklane.dispatcher.delay.DelayVitals;
import io.hooklane.dispatcher.intake.IntakeConfig;
import io.hooklane.dispatcher.intake.IntakeThread;
import io.hooklane.dispatcher.intake.Vitals;
import io.hooklane.dispatcher.lane.LaneLoops;
import io.hooklane.dispatcher.lane.Outages;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the dispatcher when the configuration is loaded, and stops it in order: nothing more is
 * taken, what is under way ends, what ended is acknowledged and committed.
 */
@Singleton
class Dispatcher {

  /** What it writes to. */
  private static final List<Topic> WRITTEN =
      Stream.concat(
              Stream.of(Topics.DUE_DELIVERIES, Topics.ATTEMPTS, Topics.ENDPOINT_HEALTH),
              Arrays.stream(DelayTier.values()).map(DelayTier::topic))
          .toList();

  private final KafkaWriter writer;
  private final LaneLoops lanes;
  private final IntakeThread intake;
  private final DelayThread delays;

  Dispatcher(
      ConfigurationLog configuration,
      LaneLoops.Factory loops,
      IntakeConfig intakeConfig,
      Vitals intakeVitals,
      DelayConfig delayConfig,
      DelayVitals delayVitals,
      Outages outages,
      Clock clock) {
    writer = new KafkaWriter(configuration.producing(), "hooklane-dispatcher");
    lanes = loops.make(writer);
    intake = new IntakeThread(configuration.kafka(), intakeConfig, lanes, clock, intakeVitals);
    delays =
        new DelayThread(configuration.kafka(), writer, outages, delayConfig, clock, delayVitals);
  }

  void start(@Observes StartupEvent event) {
    writer.expect(WRITTEN);
    intake.start();
    delays.start();
  }

  void stop(@Observes ShutdownEvent event) {
    intake.stop();
    delays.stop();
    lanes.close();
    writer.close();
  }
}
