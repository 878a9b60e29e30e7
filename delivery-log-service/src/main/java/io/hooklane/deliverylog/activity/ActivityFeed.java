package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.PollPace;
import io.hooklane.topics.RecordHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Follows what happens and tells it to all streams, on one thread, as long as there are some. It
 * reads beside the recording, without a group, and never waits for a stream.
 */
final class ActivityFeed implements Runnable {

  private static final Logger LOG = Logger.getLogger(ActivityFeed.class);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);
  private static final int PLENTY = 1_000;
  private static final Duration IDLE_POLL = Duration.ofMillis(100);
  private static final long LOOK_FOR_PARTITIONS = Duration.ofSeconds(30).toNanos();

  private final ActivityConfig config;
  private final Map<String, Object> kafka;
  private final OlderMessages older;
  private final Optional<Positions> resumed;
  private final Predicate<ActivityFeed> mayEnd;
  private final Consumer<ActivityFeed> ended;
  private final Clock clock;
  private final Telling telling;
  private final ActivityHistory history;
  private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
  private final List<Listening> listeners = new ArrayList<>();

  private long[] next = {};
  private volatile boolean stopping;

  /** Who asks to be told. */
  private record Joining(
      ActivityFilter filter,
      Optional<Positions> from,
      EventStream stream,
      CompletableFuture<Void> joined) {}

  /**
   * A feed that is yet to run.
   *
   * @param resumed from where on the first caller wants to know what happened
   * @param mayEnd asked when nobody has listened for a while; after a yes nobody joins
   * @param ended told in any case; after that nobody joins
   */
  ActivityFeed(
      ActivityConfig config,
      Map<String, Object> kafka,
      OlderMessages older,
      ActivityMetrics metrics,
      Optional<Positions> resumed,
      Predicate<ActivityFeed> mayEnd,
      Consumer<ActivityFeed> ended,
      Clock clock) {
    this.config = config;
    this.kafka = kafka;
    this.older = older;
    this.resumed = resumed;
    this.mayEnd = mayEnd;
    this.ended = ended;
    this.clock = clock;
    this.telling = new Telling(config, metrics);
    this.history = new ActivityHistory(config.history());
  }

  /**
   * Tells this stream what it shows, from these positions or from now on.
   *
   * @return completed when from now on nothing is missed; failed when the feed ended before that
   */
  CompletableFuture<Void> join(
      ActivityFilter filter, Optional<Positions> from, EventStream stream) {
    Joining one = new Joining(filter, from, stream, new CompletableFuture<>());
    joining.add(one);
    return one.joined();
  }

  /** Whether somebody waits to be told. */
  boolean isAwaited() {
    return !joining.isEmpty();
  }

  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    try (FollowedTopic reports = new FollowedTopic(Topics.ATTEMPTS.name(), kafka);
        ShownMessages messages = new ShownMessages(kafka, older, config, clock.instant())) {
      messages.begin();
      begin(reports);
      follow(reports, messages);
    } catch (RuntimeException e) {
      LOG.error("live activity broke off, streams are to be resumed", e);
    } finally {
      stopping = true;
      ended.accept(this);
      listeners.forEach(listening -> listening.stream().end());
      joining.forEach(
          one -> one.joined().completeExceptionally(new IllegalStateException("ended")));
    }
  }

  private void begin(FollowedTopic reports) {
    next = reports.begin(resumed);
    for (int partition = 0; partition < next.length; partition++) {
      history.begin(partition, reports.position(partition));
    }
  }

  private void follow(FollowedTopic reports, ShownMessages messages) {
    PollPace pace = new PollPace(BETWEEN_POLLS, PLENTY);
    long lookedAt = System.nanoTime();
    long heardAt = lookedAt;
    int polled = 0;
    while (!stopping) {
      admit();
      pace.awaitNext(polled);
      ConsumerRecords<byte[], byte[]> records = reports.poll(IDLE_POLL);
      polled = records.count();
      messages.read();
      records.forEach(this::note);
      long now = System.nanoTime();
      telling.turn(listeners, history, messages, Positions.of(next), now);
      if (now - lookedAt > LOOK_FOR_PARTITIONS) {
        lookedAt = now;
        messages.followNew();
        followNew(reports);
      }
      if (!listeners.isEmpty()) {
        heardAt = now;
      } else if (now - heardAt > config.linger().toNanos() && mayEnd.test(this)) {
        return;
      }
    }
  }

  private void admit() {
    for (Joining one = joining.poll(); one != null; one = joining.poll()) {
      Positions from = one.from().orElseGet(() -> Positions.of(next));
      listeners.add(
          new Listening(
              new Progress(one.filter(), from, history, config.eventsPerSecond()), one.stream()));
      one.joined().complete(null);
    }
  }

  private void followNew(FollowedTopic reports) {
    int before = next.length;
    if (reports.followNew() > 0) {
      next = Arrays.copyOf(next, reports.partitions());
      for (int partition = before; partition < next.length; partition++) {
        history.begin(partition, reports.position(partition));
      }
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> entry) {
    int partition = entry.partition();
    next[partition] = Math.max(next[partition], entry.offset() + 1);
    try {
      DeliveryReport report = DeliveryReport.readFrom(RecordHeaders.source(entry.headers()));
      history.add(new ActivityEvent(partition, entry.offset(), report, Positions.of(next)));
    } catch (UnreadableRecordException e) {
      LOG.debugf("report cannot be read offset=%d reason=%s", entry.offset(), e.getMessage());
    }
  }
}
