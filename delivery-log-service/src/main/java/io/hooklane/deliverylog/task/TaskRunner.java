package io.hooklane.deliverylog.task;

import io.hooklane.deliverylog.resend.ResendRequests;
import io.hooklane.deliverylog.task.TaskLeases.Lease;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works on the tasks that wait, several at a time, each for a turn; whoever waited longest is next.
 * Whatever fails is tried again in a later turn.
 */
@Singleton
class TaskRunner implements Runnable {

  private static final Logger LOG = Logger.getLogger(TaskRunner.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);
  private static final int HEARTBEATS_PER_LEASE = 4;
  private static final Duration END_WAIT = Duration.ofSeconds(5);

  /** As long as the API promises to know a request again. */
  private static final Duration REQUESTS_KEPT = Duration.ofHours(12);

  private final TaskTurn.Tools tools;
  private final ResendRequests requests;
  private final Semaphore room;
  private final Semaphore wakeUp = new Semaphore(0);
  private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("task-leases").unstarted(task));
  private final Thread thread = new Thread(this, "tasks");
  private long purgedAt = System.nanoTime();

  TaskRunner(TaskTurn.Tools tools, ResendRequests requests) {
    this.tools = tools;
    this.requests = requests;
    this.room = new Semaphore(tools.config().atOnce());
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    thread.interrupt();
    thread.join(END_WAIT.toMillis());
    turns.shutdownNow();
    heartbeats.shutdownNow();
    turns.awaitTermination(END_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks for a task that waits at once; any thread may call it. */
  void wake() {
    wakeUp.release();
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        room.acquire();
        if (!beginTurn()) {
          room.release();
          purgeNowAndThen();
          awaitNext();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void awaitNext() throws InterruptedException {
    if (wakeUp.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
      wakeUp.drainPermits();
    }
  }

  /** Whether a task waited. */
  private boolean beginTurn() {
    try {
      Optional<Lease> lease = tools.leases().claim();
      lease.ifPresent(claimed -> turns.execute(() -> turn(claimed)));
      return lease.isPresent();
    } catch (RuntimeException e) {
      LOG.warnf("no task can be claimed, trying again reason=%s", e.getMessage());
      return false;
    }
  }

  private void turn(Lease lease) {
    // However long a question to PostgreSQL or an answer of Kafka's takes, the task stays in hand.
    long beat = tools.config().lease().toMillis() / HEARTBEATS_PER_LEASE;
    ScheduledFuture<?> heartbeat =
        heartbeats.scheduleWithFixedDelay(() -> renew(lease), beat, beat, TimeUnit.MILLISECONDS);
    try {
      new TaskTurn(tools, lease).run();
    } catch (InterruptedException e) {
      LOG.debugf("turn interrupted taskId=%s", lease.task().id());
    } catch (RuntimeException e) {
      LOG.warnf(e, "task broke off, going on in its next turn taskId=%s", lease.task().id());
      releaseLater(lease);
    } finally {
      heartbeat.cancel(false);
      room.release();
    }
  }

  private void renew(Lease lease) {
    try {
      tools.leases().renew(lease);
    } catch (RuntimeException e) {
      LOG.debugf("not renewed taskId=%s reason=%s", lease.task().id(), e.getMessage());
    }
  }

  /** When even that fails, the lease runs out. */
  private void releaseLater(Lease lease) {
    try {
      Thread.sleep(AFTER_A_FAILURE);
      tools.leases().release(lease);
    } catch (InterruptedException e) {
      LOG.debugf("turn interrupted taskId=%s", lease.task().id());
    } catch (RuntimeException e) {
      LOG.debugf("not released taskId=%s reason=%s", lease.task().id(), e.getMessage());
    }
  }

  private void purgeNowAndThen() {
    if (System.nanoTime() - purgedAt < BETWEEN_PURGES.toNanos()) {
      return;
    }
    purgedAt = System.nanoTime();
    try {
      tools.leases().purge(tools.clock().instant().minus(tools.config().kept()));
      requests.purge(tools.clock().instant().minus(REQUESTS_KEPT));
    } catch (RuntimeException e) {
      LOG.warnf("old tasks are not forgotten yet reason=%s", e.getMessage());
    }
  }
}
