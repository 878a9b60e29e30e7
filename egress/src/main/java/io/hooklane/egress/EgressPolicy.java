package io.hooklane.egress;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says where deliveries may go: of a URL, before anything is resolved, and of the address that is
 * dialled. Safe to share between threads.
 */
@Singleton
public final class EgressPolicy {

  private static final String LOCALHOST = "localhost";

  private final AddressPolicy addresses;
  private final HostNames allowedHosts;
  private final PortRanges allowedPorts;
  private final boolean httpsOnly;

  /**
   * The policy as it is configured, on this machine, whose addresses are looked up now.
   *
   * @throws IllegalArgumentException when a range, name or port is none; the service then does not
   *     start
   * @throws UncheckedIOException when the machine does not tell its addresses; nor does it then
   */
  @Inject
  public EgressPolicy(EgressConfig config) {
    this(config, ownAddresses());
  }

  /** The policy as it is configured, on a machine that has these addresses. */
  EgressPolicy(EgressConfig config, Collection<InetAddress> own) {
    this.addresses =
        new AddressPolicy(
            config.allowLoopback(),
            config.allowedRanges().orElse(List.of()),
            config.deniedRanges().orElse(List.of()),
            own);
    this.allowedHosts = new HostNames(config.allowedHosts().orElse(List.of()));
    this.allowedPorts = new PortRanges(config.allowedPorts().orElse(List.of()));
    this.httpsOnly = config.httpsOnly();
  }

  /**
   * What is wrong with a target, as far as its URL shows; names are not resolved.
   *
   * @return a sentence for people; empty when nothing is
   */
  public Optional<String> objection(Target target) {
    if (httpsOnly && !target.secure()) {
      return Optional.of("Webhooks are sent to https URLs only");
    }
    if (!allowedPorts.contains(target.port())) {
      return Optional.of("Webhooks are not sent to port " + target.port());
    }
    InetAddress literal = target.literal();
    boolean forbidden = literal == null ? isThisMachine(target) : !permits(target, literal);
    return forbidden
        ? Optional.of("The URL's host is one that webhooks must not be sent to")
        : Optional.empty();
  }

  /** Whether this address of the target's may be dialled. */
  public boolean permits(Target target, InetAddress address) {
    return allowedHosts.contains(target.host())
        ? addresses.permitsTrusted(address)
        : addresses.permits(address);
  }

  /** Those of all its interfaces, link-local ones and loopback too. */
  static Set<InetAddress> ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      throw new UncheckedIOException("The machine's own addresses could not be read", e);
    }
  }

  /** The names that always mean this machine (RFC 6761, section 6.3). */
  private boolean isThisMachine(Target target) {
    String host = target.host();
    return !permits(target, InetAddress.getLoopbackAddress())
        && (host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST));
  }
}
