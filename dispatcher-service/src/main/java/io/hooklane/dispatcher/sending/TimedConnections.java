package io.hooklane.dispatcher.sending;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Has each new connection note how long it took. Vert.x finds it by its service loader, so that it
 * holds for the container's Vert.x too; of native transports nothing is noted.
 */
public final class TimedConnections implements VertxServiceProvider {

  @Override
  public void init(VertxBuilder builder) {
    if (builder.findTransport() instanceof JDKTransport transport) {
      builder.findTransport(new Timed(transport));
    }
  }

  private static final class Timed extends JDKTransport {

    private final JDKTransport transport;

    Timed(JDKTransport transport) {
      this.transport = transport;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      ChannelFactory<? extends Channel> channels = transport.channelFactory(domainSocket);
      return () -> {
        Channel channel = channels.newChannel();
        channel.pipeline().addLast(new ConnectionTimes());
        return channel;
      };
    }
  }
}
