package io.hooklane.deliverylog.task;

import io.github.bucket4j.Bucket;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.deliverylog.recording.ResolvingProgress;
import io.hooklane.deliverylog.resend.Resend;
import io.hooklane.deliverylog.resend.Resender;
import io.hooklane.deliverylog.task.TaskLeases.Lease;
import io.hooklane.management.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One turn at one task: page after page, until its time is over, the task has ended or it is no
 * longer in hand. Each page is written as a whole before the cursor passes it; after a page of
 * which that is not known, what the topics hold of it is waited for and left out. For one thread.
 */
final class TaskTurn {

  private static final Logger LOG = Logger.getLogger(TaskTurn.class);
  private static final Duration RESOLVED_WAIT = Duration.ofSeconds(2);
  private static final int RESOLVED_WAITS = 5;
  private static final long ACKNOWLEDGED_WAIT_MS = 1_000;

  /** What a turn works with. */
  record Tools(
      TaskConfig config,
      TaskLeases leases,
      SelectedMessages messages,
      DirectoryLookup directory,
      RecordingProgress recording,
      ResolvingProgress resolving,
      Resender resender,
      Clock clock) {}

  private final Tools tools;
  private final Lease lease;
  private final Bucket bucket;
  private final int rows;
  private boolean uncertain;
  private @Nullable MessagePlace passed;
  private SentBefore sentBefore = new SentBefore(List.of());

  TaskTurn(Tools tools, Lease lease) {
    this.tools = tools;
    this.lease = lease;
    this.uncertain = lease.task().uncertain();
    this.passed = lease.task().passed();
    int rate = tools.config().rate();
    // A page is never worth more than a second, so that a cancellation is seen within one.
    this.rows = Math.clamp(tools.config().pageRows(), 1, rate);
    this.bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit.capacity(rows).refillGreedy(rate, Duration.ofSeconds(1)).initialTokens(0))
            .build();
  }

  /**
   * Works on it.
   *
   * @throws InterruptedException when the service stops: what was under way is uncertain then
   */
  void run() throws InterruptedException {
    long end = System.nanoTime() + tools.config().turn().toNanos();
    boolean goesOn = true;
    while (goesOn && System.nanoTime() < end) {
      goesOn = step();
    }
    if (goesOn) {
      tools.leases().release(lease);
    }
  }

  /** Whether there is more to do. */
  private boolean step() throws InterruptedException {
    Optional<Endpoint> target = target();
    if (target.isEmpty()) {
      return false;
    }
    Endpoint endpoint = target.get();
    if (uncertain && !becomeCertain(endpoint)) {
      return false;
    }
    Optional<Page> page = tools.messages().after(lease.task().order(), endpoint, passed, rows);
    if (page.isEmpty()) {
      tools.leases().finish(lease, sentBefore.rest(), tools.clock().instant());
      LOG.infof("task finished taskId=%s", lease.task().id());
      return false;
    }
    return send(page.get(), endpoint);
  }

  /** The endpoint; empty, and the task ended, when nothing can be sent there. */
  private Optional<Endpoint> target() {
    TaskOrder order = lease.task().order();
    Optional<Endpoint> endpoint =
        tools.directory().present(order.application(), order.endpoint().value());
    if (endpoint.isEmpty()) {
      fail("The endpoint was deleted");
    } else if (endpoint.get().disabled()) {
      fail("The endpoint is disabled; enable it, then start another task");
      return Optional.empty();
    }
    return endpoint;
  }

  private void fail(String error) {
    tools.leases().fail(lease, error, tools.clock().instant());
    LOG.infof("task failed taskId=%s reason=%s", lease.task().id(), error);
  }

  /** Waits until what is on its way is recorded; false when the task is no longer in hand. */
  private boolean becomeCertain(Endpoint endpoint) throws InterruptedException {
    boolean begins = lease.task().counted() == null;
    if (begins && lease.task().order().kind() == TaskKind.REPLAY_MISSING && !awaitResolved()) {
      return false;
    }
    while (!tools.recording().awaitRecorded()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!tools.leases().renew(lease)) {
        return false;
      }
    }
    sentBefore = new SentBefore(tools.leases().recorded(lease));
    if (begins && sentBefore.rest() == 0) {
      count(endpoint);
    }
    uncertain = false;
    return tools.leases().renew(lease);
  }

  /** It goes on uncounted where that takes too long. */
  private void count(Endpoint endpoint) {
    try {
      tools.leases().counted(lease, tools.messages().count(lease.task().order(), endpoint));
    } catch (ApiException e) {
      LOG.warnf("task not counted taskId=%s reason=%s", lease.task().id(), e.getMessage());
    }
  }

  /** Bounded: whoever resolves may be away, and what it does later repeats under one id. */
  private boolean awaitResolved() throws InterruptedException {
    for (int i = 0; i < RESOLVED_WAITS; i++) {
      if (tools.resolving().awaitResolved(RESOLVED_WAIT)) {
        return true;
      }
      if (!tools.leases().renew(lease)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is more to do. */
  private boolean send(Page page, Endpoint endpoint) throws InterruptedException {
    List<Resend> left = sentBefore.left(page);
    if (!left.isEmpty()) {
      bucket.asBlocking().consume(left.size());
    }
    if (!tools.leases().beginPage(lease)) {
      return false;
    }
    uncertain = true;
    if (!written(tools.resender().resend(left, endpoint, lease.task().id()))) {
      return false;
    }
    boolean held =
        tools
            .leases()
            .advance(lease, page.end(), sentBefore.sentWith(page), tools.clock().instant());
    passed = page.end();
    uncertain = false;
    return held;
  }

  /** Waits for Kafka, however long; false when the task is no longer in hand. */
  private boolean written(CompletableFuture<Void> all) throws InterruptedException {
    while (true) {
      try {
        all.get(ACKNOWLEDGED_WAIT_MS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        if (!tools.leases().renew(lease)) {
          return false;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("A page was not acknowledged", e);
      }
    }
  }
}
