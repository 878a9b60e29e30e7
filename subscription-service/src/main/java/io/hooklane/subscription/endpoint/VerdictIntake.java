package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.topics.RecordHeaders;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Reads verdicts and sees to it that each is acted upon: what fails is tried again, with growing
 * pauses, until it succeeds or the service stops.
 */
final class VerdictIntake {

  private static final Logger LOG = Logger.getLogger(VerdictIntake.class);
  private static final int LONGEST_IN_FIRST_PAUSES = 64;

  private final Consumer<EndpointVerdict> act;
  private final Duration firstPause;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Takes what to do.
   *
   * @param act may be done again for the same verdict
   * @param firstPause after a failure; doubled for each further one, up to 64 times as long
   */
  VerdictIntake(Consumer<EndpointVerdict> act, Duration firstPause) {
    this.act = act;
    this.firstPause = firstPause;
  }

  /**
   * Acts upon a record; one that cannot be read is passed over.
   *
   * @throws InterruptedException when the service stops first: the record is then not done
   */
  void take(ConsumerRecord<byte[], byte[]> entry) throws InterruptedException {
    EndpointVerdict verdict;
    try {
      verdict = EndpointVerdict.readFrom(RecordHeaders.source(entry.headers()));
    } catch (UnreadableRecordException e) {
      LOG.errorf(
          "verdict unreadable, passed over partition=%d offset=%d reason=%s",
          entry.partition(), entry.offset(), e.getMessage());
      return;
    }
    Duration pause = firstPause;
    while (!acted(verdict)) {
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopping");
      }
      pause = longer(pause);
    }
  }

  /** Ends what is waited for. */
  void stop() {
    stopping.countDown();
  }

  private boolean acted(EndpointVerdict verdict) {
    try {
      act.accept(verdict);
      return true;
    } catch (RuntimeException e) {
      LOG.warnf(
          "verdict not acted upon, trying again endpointId=%s reason=%s",
          verdict.endpoint(), e.getMessage());
      return false;
    }
  }

  private Duration longer(Duration pause) {
    Duration longest = firstPause.multipliedBy(LONGEST_IN_FIRST_PAUSES);
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
