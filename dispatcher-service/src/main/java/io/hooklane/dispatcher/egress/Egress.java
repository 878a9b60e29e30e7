package io.hooklane.dispatcher.egress;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NameResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way out: resolves a target's host and says which of its addresses to dial, if any. Confined
 * to one event loop, which it never blocks.
 */
public final class Egress implements AutoCloseable {

  private static final Passage FORBIDDEN = new Passage.Forbidden();

  private final AddressPolicy policy;
  private final NameResolver<InetAddress> names;

  /** With a resolver of the caller's choice; it must call back on the caller's event loop. */
  public Egress(AddressPolicy policy, NameResolver<InetAddress> names) {
    this.policy = policy;
    this.names = names;
  }

  /**
   * With the machine's name servers and hosts file, answers kept for their time to live.
   *
   * @param loop of the NIO transport
   */
  public static Egress on(EventLoop loop, EgressConfig config, AddressPolicy policy) {
    return new Egress(
        policy,
        new DnsNameResolverBuilder(loop)
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
            .queryTimeoutMillis(config.resolveTimeout().toMillis())
            .ttl(0, (int) config.longestCaching().toSeconds())
            .negativeTtl(1)
            .build());
  }

  /**
   * Finds the passage to a target. A target with several permitted addresses gets another of them
   * with each attempt.
   *
   * @param answer called once, on the event loop, perhaps before this returns
   */
  public void find(Target target, int attempt, Consumer<Passage> answer) {
    InetAddress literal = target.literal();
    if (literal != null) {
      answer.accept(policy.permits(literal) ? new Passage.Open(literal) : FORBIDDEN);
      return;
    }
    names
        .resolveAll(target.host())
        .addListener(
            (Future<List<InetAddress>> resolved) ->
                answer.accept(
                    resolved.isSuccess()
                        ? choose(resolved.getNow(), attempt)
                        : new Passage.Unresolved("The host name could not be resolved")));
  }

  private Passage choose(List<InetAddress> addresses, int attempt) {
    List<InetAddress> permitted = addresses.stream().filter(policy::permits).toList();
    if (permitted.isEmpty()) {
      return FORBIDDEN;
    }
    return new Passage.Open(permitted.get((attempt - 1) % permitted.size()));
  }

  @Override
  public void close() {
    names.close();
  }
}
