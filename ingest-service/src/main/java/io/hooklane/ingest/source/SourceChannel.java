package io.hooklane.ingest.source;

import io.hooklane.topics.PollPace;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * All sources as one channel, batch by batch in order. A batch's offsets are committed after its
 * method has returned, which is when each of its records is acknowledged as a message or as
 * rejected.
 */
@ApplicationScoped
public class SourceChannel {

  /** The channel's name in the configuration. */
  static final String NAME = "sources";

  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(4);
  private static final int PLENTY = 250;

  private final SourceIntake intake;
  private final PollPace pace = new PollPace(BETWEEN_BATCHES, PLENTY);

  /** Wired by the container. */
  public SourceChannel(SourceIntake intake) {
    this.intake = intake;
  }

  @Incoming(NAME)
  @Blocking
  void consume(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    intake.accept(batch);
    // The next batch is asked for when this returns; it has then come to be worth a request.
    pace.awaitNext(batch.count());
  }
}
