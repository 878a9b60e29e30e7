package io.hooklane.dispatcher.lane;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of the deliveries in the lanes of all event loops. Unlike other bounds, those on bytes are
 * not divided among the loops: a loop's part, and what an endpoint may take of it, would be less
 * than one large delivery where there are many loops, and a part that is not would let all of them
 * together hold more than {@code hooklane.intake.held-bytes}, at which everybody waits.
 *
 * <p>Any thread may use it. Loops look, then add, so that together they may exceed a bound by what
 * each of them takes in the same moment.
 */
final class BytesHeld {

  private final AtomicLong all = new AtomicLong();
  private final AtomicLong unproven = new AtomicLong();
  private final ConcurrentHashMap<Object, OfApplication> applications = new ConcurrentHashMap<>();

  /** In all lanes. */
  long all() {
    return all.get();
  }

  /** In those that are not known to be quick. */
  long unproven() {
    return unproven.get();
  }

  /** Those that any loop has lanes of. */
  int applications() {
    return applications.size();
  }

  void add(long size) {
    all.addAndGet(size);
  }

  void addUnproven(OfApplication application, long size) {
    unproven.addAndGet(size);
    application.unproven.addAndGet(size);
  }

  /** A loop has lanes of this application from now on, until it {@link #leave leaves}. */
  OfApplication join(Object application) {
    return applications.compute(
        application,
        (key, known) -> {
          OfApplication joined = known == null ? new OfApplication(key) : known;
          joined.loops++;
          return joined;
        });
  }

  /** The loop has none any more, and holds nothing of it. */
  void leave(OfApplication application) {
    applications.computeIfPresent(
        application.key,
        (key, left) -> {
          left.loops--;
          return left.loops == 0 ? null : left;
        });
  }

  /** What one application's lanes hold on all event loops. */
  static final class OfApplication {

    private final Object key;
    private final AtomicLong unproven = new AtomicLong();

    /** That have lanes of it; changed only within the map's operations on its key. */
    private int loops;

    private OfApplication(Object key) {
      this.key = key;
    }

    /** In those of its lanes that are not known to be quick. */
    long unproven() {
      return unproven.get();
    }
  }
}
