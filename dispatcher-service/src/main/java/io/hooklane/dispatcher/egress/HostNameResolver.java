package io.hooklane.dispatcher.egress;

import io.hooklane.egress.EgressConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NameResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** How names become addresses. */
final class HostNameResolver {

  private static final int DNS_PORT = 53;

  /** Enough for a chain of aliases with a few servers that do not answer or refer to others. */
  private static final int MOST_QUERIES = 12;

  private HostNameResolver() {}

  /**
   * A resolver that never blocks its event loop. Nothing is ever appended to a name, and no server
   * is asked but the configured ones or else the machine's.
   *
   * @throws IllegalArgumentException when a name server is given that is no address
   */
  static NameResolver<InetAddress> on(EventLoop loop, EgressConfig config) {
    DnsServerAddressStreamProvider servers = servers(config);
    return new DnsNameResolverBuilder(loop)
        .datagramChannelType(NioDatagramChannel.class)
        // For answers that do not fit a datagram.
        .socketChannelType(NioSocketChannel.class)
        .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
        .queryTimeoutMillis(config.resolveTimeout().toMillis())
        .maxQueriesPerResolve(MOST_QUERIES)
        .searchDomains(List.of())
        .ttl(0, (int) config.longestCaching().toSeconds())
        .negativeTtl(1)
        .nameServerProvider(servers)
        .authoritativeDnsServerCache(new NoReferrals(servers))
        .build();
  }

  private static DnsServerAddressStreamProvider servers(EgressConfig config) {
    return config
        .nameServers()
        .<DnsServerAddressStreamProvider>map(
            texts ->
                new SequentialDnsServerAddressStreamProvider(
                    texts.stream().map(HostNameResolver::server).toList()))
        .orElseGet(DnsServerAddressStreamProviders::platformDefault);
  }

  private static InetSocketAddress server(String text) {
    String address = text.strip();
    int port = DNS_PORT;
    int colon = address.lastIndexOf(':');
    if (colon > 0 && (address.indexOf(':') == colon || address.charAt(colon - 1) == ']')) {
      port = port(address.substring(colon + 1), text);
      address = address.substring(0, colon);
    }
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address);
    if (literal == null) {
      throw notAServer(text);
    }
    return new InetSocketAddress(literal, port);
  }

  private static int port(String digits, String text) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw notAServer(text);
  }

  private static IllegalArgumentException notAServer(String text) {
    return new IllegalArgumentException("Not the address of a name server: " + text);
  }
}
