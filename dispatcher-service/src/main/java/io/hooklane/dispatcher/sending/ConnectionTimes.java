package io.hooklane.dispatcher.sending;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How long it took to make one connection. It stands at the connection's beginning until that is
 * connected, and then waits on it for the attempt that it was made for. Confined to one event loop.
 */
final class ConnectionTimes extends ChannelOutboundHandlerAdapter {

  /** What was not needed. */
  static final long NONE = -1;

  private static final AttributeKey<ConnectionTimes> KEY =
      AttributeKey.valueOf(ConnectionTimes.class, "times");

  private long beganNanos;
  private long connectNanos = NONE;
  private long tlsNanos = NONE;

  /** Those of a new connection, told once; null when it was there before, or nobody noted them. */
  static @Nullable ConnectionTimes take(HttpConnection connection) {
    return connection instanceof ConnectionBase made
        ? made.channel().attr(KEY).getAndSet(null)
        : null;
  }

  /** To connect, through the proxy if there is one. */
  long connectNanos() {
    return connectNanos;
  }

  /** To agree on encryption; {@link #NONE} without any. */
  long tlsNanos() {
    return tlsNanos;
  }

  /** Who connects may use the connection as soon as its promise is kept: that is noted before. */
  @Override
  public void connect(
      ChannelHandlerContext context,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise connected) {
    beganNanos = System.nanoTime();
    ChannelPromise noted = context.newPromise();
    noted.addListener(
        connection -> {
          if (connection.isSuccess()) {
            note(context.channel());
            connected.trySuccess();
          } else {
            connected.tryFailure(connection.cause());
          }
        });
    context.pipeline().remove(this);
    context.connect(remote, local, noted);
  }

  private void note(Channel channel) {
    long connectedNanos = System.nanoTime();
    connectNanos = connectedNanos - beganNanos;
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.handshakeFuture()
          .addListener(
              handshake -> {
                if (handshake.isSuccess()) {
                  tlsNanos = System.nanoTime() - connectedNanos;
                  FirstSettings.expect(channel, tls);
                }
              });
    }
    channel.attr(KEY).set(this);
  }
}
