package io.hooklane.dispatcher.egress;

import io.hooklane.egress.EgressConfig;
import io.hooklane.egress.Proxy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Event loops whose connections all go through the proxy. Vert.x's own way with proxies does not
 * serve: for an http target it would have the proxy forward the request and resolve its host, which
 * nobody has judged then.
 */
public final class Tunnels {

  private Tunnels() {}

  /**
   * A Vert.x of its own, to be closed by the caller; empty when no proxy is configured.
   *
   * @param eventLoops how many it has
   * @param patience how long the proxy may take to connect
   */
  public static Optional<Vertx> vertx(EgressConfig config, int eventLoops, Duration patience) {
    return Proxy.of(config).map(proxy -> vertx(proxy, eventLoops, patience));
  }

  private static Vertx vertx(Proxy proxy, int eventLoops, Duration patience) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(eventLoops)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    return new VertxBuilder(options).findTransport(new Tunnelling(proxy, patience)).init().vertx();
  }

  private static final class Tunnelling extends JDKTransport {

    private final Proxy proxy;
    private final Duration patience;
    private final AddressResolverGroup<InetSocketAddress> names =
        new DnsAddressResolverGroup(
            NioDatagramChannel.class, DnsServerAddressStreamProviders.platformDefault());

    Tunnelling(Proxy proxy, Duration patience) {
      this.proxy = proxy;
      this.patience = patience;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      ChannelFactory<? extends Channel> channels = super.channelFactory(domainSocket);
      return () -> {
        Channel channel = channels.newChannel();
        channel.pipeline().addFirst("tunnel", new Tunnel(proxy, patience, names));
        return channel;
      };
    }
  }
}
