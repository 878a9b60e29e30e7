package io.hooklane.dispatcher.egress;

import io.hooklane.egress.Proxy;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * Stands at the beginning of a connection and leads it through the proxy: whoever connects is told
 * that it is connected when the proxy is connected to the target, and hears nothing of the proxy
 * before: its TLS handshake begins then, and the proxy's failures are not mistaken for its own.
 */
final class Tunnel extends ChannelDuplexHandler {

  private final Proxy proxy;
  private final Duration patience;
  private final AddressResolverGroup<InetSocketAddress> names;
  private boolean quiet;

  /**
   * A tunnel for one connection.
   *
   * @param patience how long the proxy may take to connect
   * @param names for the proxy's own
   */
  Tunnel(Proxy proxy, Duration patience, AddressResolverGroup<InetSocketAddress> names) {
    this.proxy = proxy;
    this.patience = patience;
    this.names = names;
  }

  @Override
  public void connect(
      ChannelHandlerContext context,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise connected) {
    if (Way.isDirect(remote)) {
      context.connect(Way.plain(remote), local, connected);
      return;
    }
    quiet = true;
    EventLoop loop = context.channel().eventLoop();
    AddressResolver<InetSocketAddress> resolver = names.getResolver(loop);
    resolver
        .resolve(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))
        .addListener(
            (Future<InetSocketAddress> address) -> {
              if (address.isSuccess()) {
                connect(context, address.getNow(), Way.plain(remote), local, connected);
              } else {
                connected.tryFailure(address.cause());
              }
            });
  }

  private void connect(
      ChannelHandlerContext context,
      InetSocketAddress through,
      SocketAddress target,
      SocketAddress local,
      ChannelPromise connected) {
    ProxyHandler handler = handler(through);
    handler.setConnectTimeoutMillis(patience.toMillis());
    handler
        .connectFuture()
        .addListener(
            tunnel -> {
              if (tunnel.isSuccess()) {
                quiet = false;
                context.fireChannelActive();
                connected.trySuccess();
              } else {
                connected.tryFailure(tunnel.cause());
              }
            });
    context.pipeline().addFirst("proxy", handler);
    context
        .connect(target, local)
        .addListener(
            tcp -> {
              if (!tcp.isSuccess()) {
                connected.tryFailure(tcp.cause());
              }
            });
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!quiet) {
      context.fireChannelActive();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!quiet) {
      context.fireChannelInactive();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    if (!quiet) {
      context.fireExceptionCaught(failure);
    }
  }

  private ProxyHandler handler(InetSocketAddress through) {
    Proxy.Login login = proxy.login();
    return switch (proxy.kind()) {
      case HTTP ->
          login == null
              ? new HttpProxyHandler(through)
              : new HttpProxyHandler(through, login.username(), login.password());
      case SOCKS5 ->
          login == null
              ? new Socks5ProxyHandler(through)
              : new Socks5ProxyHandler(through, login.username(), login.password());
    };
  }
}
