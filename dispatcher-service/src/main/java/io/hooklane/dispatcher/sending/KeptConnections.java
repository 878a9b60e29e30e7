package io.hooklane.dispatcher.sending;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop while nobody uses them: how long they are kept, and how many.
 * The client that makes them asks their receivers for both: it keeps one for as long as a {@code
 * Keep-Alive} header says, and as many as there are addresses. Confined to that event loop.
 */
final class KeptConnections {

  /** So that the client, which knows best whether one is about to be used, closes most of them. */
  private static final Duration AFTER_THE_CLIENT = Duration.ofSeconds(2);

  private static final AttributeKey<Kept> KEY = AttributeKey.valueOf(Kept.class, "kept");

  private final int most;
  private final Deadlines idle;
  private final Runnable look;
  private int idleNow;

  /**
   * None yet.
   *
   * @param time how long one is kept that nobody uses
   * @param most how many of these there are at most
   * @param look arranges for a look at these deadlines
   */
  KeptConnections(Duration time, int most, Consumer<Deadlines> look) {
    this.most = most;
    this.idle = new Deadlines(time.plus(AFTER_THE_CLIENT));
    this.look = () -> look.accept(idle);
  }

  /** Somebody uses this connection until it is {@link Kept#giveBack given back}. */
  @Nullable Kept use(HttpConnection connection) {
    if (!(connection instanceof ConnectionBase made)) {
      return null;
    }
    Kept kept = made.channel().attr(KEY).get();
    if (kept == null) {
      kept = new Kept(made.channel());
      made.channel().attr(KEY).set(kept);
    }
    kept.use();
    return kept;
  }

  /** An open connection. */
  final class Kept {

    private final Channel channel;
    private final Runnable close;
    private final @Nullable HeaderTable headers;
    private int users;
    private Deadlines.@Nullable Wait untilClosed;

    private Kept(Channel channel) {
      this.channel = channel;
      this.close = this::close;
      this.headers = HeaderTable.of(channel);
      channel.closeFuture().addListener(closed -> idleNoMore());
    }

    private void use() {
      users++;
      idleNoMore();
      if (headers != null) {
        headers.bound();
      }
    }

    /** To be called once for each use. */
    void giveBack() {
      users--;
      if (users == 0 && channel.isOpen()) {
        untilClosed = idle.begin(System.nanoTime(), close);
        idleNow++;
        if (idleNow > most) {
          idle.expireOldest();
        }
        look.run();
      }
    }

    private void close() {
      idleNoMore();
      channel.close();
    }

    private void idleNoMore() {
      if (untilClosed != null) {
        idle.end(untilClosed);
        untilClosed = null;
        idleNow--;
      }
    }
  }
}
