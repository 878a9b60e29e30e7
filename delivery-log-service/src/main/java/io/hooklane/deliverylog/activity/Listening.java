package io.hooklane.deliverylog.activity;

/** A stream, and how far it has come. Not for several threads. */
final class Listening {

  private final Progress progress;
  private final EventStream stream;
  private long toldAt;

  Listening(Progress progress, EventStream stream) {
    this.progress = progress;
    this.stream = stream;
    // At once: so that whoever leaves before the first event can resume all the same.
    this.toldAt = System.nanoTime() - Long.MAX_VALUE / 2;
  }

  Progress progress() {
    return progress;
  }

  EventStream stream() {
    return stream;
  }

  void told(long now) {
    toldAt = now;
  }

  long silentNanos(long now) {
    return now - toldAt;
  }
}
