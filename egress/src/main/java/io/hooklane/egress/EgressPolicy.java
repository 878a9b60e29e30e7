package io.hooklane.egress;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

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
   * The policy as it is configured.
   *
   * @throws IllegalArgumentException when a range, name or port is none; the service then does not
   *     start
   */
  @Inject
  public EgressPolicy(EgressConfig config) {
    this.addresses =
        new AddressPolicy(config.allowLoopback(), config.allowedRanges().orElse(List.of()));
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

  /** The names that always mean this machine (RFC 6761, section 6.3). */
  private boolean isThisMachine(Target target) {
    String host = target.host();
    return !permits(target, InetAddress.getLoopbackAddress())
        && (host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST));
  }
}
