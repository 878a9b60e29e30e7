package io.hooklane.dispatcher.sending;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.transport.Transport;

/**
 * Has each new connection note how long it took. Vert.x finds it by its service loader, so that it
 * holds for the container's Vert.x too.
 */
public final class TimedConnections implements VertxServiceProvider {

  @Override
  public void init(VertxBuilder builder) {
    Transport transport = builder.findTransport();
    if (transport instanceof JDKTransport jdk) {
      builder.findTransport(new TimedJdk(jdk));
    } else if (transport instanceof EpollTransport epoll) {
      builder.findTransport(new TimedEpoll(epoll));
    }
  }

  private static ChannelFactory<? extends Channel> timed(
      ChannelFactory<? extends Channel> channels) {
    return () -> {
      Channel channel = channels.newChannel();
      channel.pipeline().addLast(new ConnectionTimes());
      return channel;
    };
  }

  private static final class TimedJdk extends JDKTransport {

    private final JDKTransport transport;

    TimedJdk(JDKTransport transport) {
      this.transport = transport;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return timed(transport.channelFactory(domainSocket));
    }
  }

  private static final class TimedEpoll extends EpollTransport {

    private final EpollTransport transport;

    TimedEpoll(EpollTransport transport) {
      this.transport = transport;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return timed(transport.channelFactory(domainSocket));
    }
  }
}
