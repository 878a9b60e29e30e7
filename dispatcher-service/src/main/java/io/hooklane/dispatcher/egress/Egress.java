package io.hooklane.dispatcher.egress;

import io.hooklane.egress.EgressConfig;
import io.hooklane.egress.EgressPolicy;
import io.hooklane.egress.Proxy;
import io.hooklane.egress.Target;
import io.netty.channel.EventLoop;
import io.netty.resolver.NameResolver;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way out: resolves a target's host and says which of its addresses to dial, if any. Confined
 * to one event loop, which it never blocks.
 */
public final class Egress implements AutoCloseable {

  private static final Passage FORBIDDEN =
      new Passage.Forbidden("The address is one that deliveries must not go to");

  private final EgressPolicy policy;
  private final NameResolver<InetAddress> names;
  private final @Nullable Proxy proxy;

  private Egress(EgressPolicy policy, NameResolver<InetAddress> names, @Nullable Proxy proxy) {
    this.policy = policy;
    this.names = names;
    this.proxy = proxy;
  }

  /**
   * With the configured name servers or else the machine's, and its hosts file; answers are kept
   * for their time to live.
   *
   * @param loop of the NIO transport; of {@link Tunnels} if there is a proxy
   */
  public static Egress on(EventLoop loop, EgressConfig config, EgressPolicy policy) {
    return new Egress(policy, HostNameResolver.on(loop, config), Proxy.of(config).orElse(null));
  }

  /**
   * Finds the passage to a target. Of several addresses those that are forbidden are left out, and
   * so is IPv6 if there is IPv4; a target with several that remain gets another of them with each
   * attempt.
   *
   * @param answer called once, on the event loop, perhaps before this returns
   */
  public void find(Target target, int attempt, Consumer<Passage> answer) {
    Optional<String> objection = policy.objection(target);
    InetAddress literal = target.literal();
    if (objection.isPresent()) {
      answer.accept(new Passage.Forbidden(objection.get()));
    } else if (literal != null) {
      answer.accept(open(target, literal));
    } else {
      names
          .resolveAll(target.host())
          .addListener(
              (Future<List<InetAddress>> resolved) ->
                  answer.accept(
                      resolved.isSuccess()
                          ? choose(target, resolved.getNow(), attempt)
                          : new Passage.Unresolved(UnresolvedName.reason(resolved.cause()))));
    }
  }

  private Passage choose(Target target, List<InetAddress> addresses, int attempt) {
    List<InetAddress> permitted =
        addresses.stream().filter(address -> policy.permits(target, address)).toList();
    List<InetAddress> v4 = permitted.stream().filter(Inet4Address.class::isInstance).toList();
    List<InetAddress> choice = v4.isEmpty() ? permitted : v4;
    return choice.isEmpty() ? FORBIDDEN : open(target, choice.get((attempt - 1) % choice.size()));
  }

  private Passage open(Target target, InetAddress address) {
    boolean direct = proxy != null && !proxy.isFor(target, address);
    return new Passage.Open(direct ? Way.direct(address) : Way.usual(address));
  }

  @Override
  public void close() {
    names.close();
  }
}
