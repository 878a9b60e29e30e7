package io.hooklane.deliverylog.activity;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One caller's response, which never keeps a writer waiting: what is under way is counted, and a
 * caller who does not take it is known by that. What is written before it is opened waits. For
 * several threads.
 */
final class EventStream {

  private final HttpServerResponse response;
  private final HttpConnection connection;
  private final Runnable ending;
  private final Runnable leaving;
  private final int bytesUnderWay;
  private final long stallNanos;
  private final long endsAt;

  private @Nullable Buffer unopened = Buffer.buffer();
  private long underWay;
  private long progressAt = System.nanoTime();
  private boolean gone;

  /**
   * A stream.
   *
   * @param request nothing is sent yet in answer to
   * @param ending ends the response as a whole one
   * @param leaving run when nothing can reach the caller any more, once or more
   * @param lifetime from now
   */
  EventStream(
      HttpServerRequest request,
      Runnable ending,
      Runnable leaving,
      ActivityConfig config,
      Duration lifetime) {
    this.response = request.response();
    this.connection = request.connection();
    this.ending = ending;
    this.leaving = leaving;
    this.bytesUnderWay = config.bytesUnderWay();
    this.stallNanos = config.stall().toNanos();
    this.endsAt = System.nanoTime() + lifetime.toNanos();
  }

  /** The response's head is sent: from now on what is written goes out. */
  synchronized void open() {
    Buffer waiting = unopened;
    unopened = null;
    if (waiting != null && waiting.length() > 0) {
      send(waiting);
    }
  }

  /** Whether a little more may be written now. */
  synchronized boolean hasRoom() {
    return underWay < bytesUnderWay;
  }

  /** Writes, whether or not there is room. */
  synchronized void write(Buffer bytes) {
    if (unopened == null) {
      send(bytes);
    } else {
      unopened.appendBuffer(bytes);
    }
  }

  /** Whether nothing can reach the caller any more. */
  synchronized boolean isGone() {
    return gone || response.closed();
  }

  /** Nothing can reach the caller any more. */
  void leave() {
    synchronized (this) {
      gone = true;
    }
    leaving.run();
  }

  boolean isOver(long now) {
    return now - endsAt >= 0;
  }

  /** Whether the caller has not taken anything for too long. */
  synchronized boolean isStalled(long now) {
    return underWay > 0 && now - progressAt > stallNanos;
  }

  /** Ends it in order. */
  void end() {
    leave();
    try {
      ending.run();
    } catch (IllegalStateException e) {
      abort();
    }
  }

  /** Ends it at once, whatever is under way. */
  void abort() {
    leave();
    connection.close();
  }

  private void send(Buffer bytes) {
    if (gone) {
      return;
    }
    if (underWay == 0) {
      progressAt = System.nanoTime();
    }
    int length = bytes.length();
    underWay += length;
    try {
      response.write(bytes).onComplete(sent -> sent(length, sent.succeeded()));
    } catch (IllegalStateException e) {
      gone = true;
    }
  }

  private synchronized void sent(int length, boolean succeeded) {
    underWay -= length;
    progressAt = System.nanoTime();
    gone |= !succeeded;
  }
}
