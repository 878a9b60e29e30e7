package io.hooklane.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Says whether deliveries may go to an address. Without exceptions configured only globally
 * reachable unicast addresses are permitted (IANA's special-purpose address registries, RFC 6890).
 */
public final class AddressPolicy {

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

  /**
   * No exception for a host name reaches these, nor does a range that only includes them; one that
   * lies within a block of these does.
   */
  private static final Ranges DANGEROUS =
      new Ranges(
          List.of(
              "0.0.0.0/8",
              "100.100.100.200", // Alibaba's metadata service
              "168.63.129.16", // a cloud's own services behind a public-looking address
              "169.254.0.0/16", // link-local: the metadata services of clouds
              "192.0.0.0/24",
              "224.0.0.0/3",
              "::",
              "64:ff9b::/96", // NAT64, 6to4, Teredo: an IPv4 address in disguise
              "64:ff9b:1::/48",
              "2002::/16",
              "2001::/32",
              "fd00:42::42", // metadata services: Scaleway's, Oracle's, Amazon's, Google's
              "fd00:c1::a9fe:a9fe",
              "fd00:ec2::/32",
              "fd20:ce::254",
              "fe80::/10",
              "ff00::/8"));

  private static final Ranges NOT_PUBLIC =
      new Ranges(
          List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "168.63.129.16",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/3", // all that is handed out lies in 2000::/3
              "2001::/23", // protocol assignments, Teredo and ORCHID among them
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "3ffe::/16",
              "4000::/2",
              "8000::/1"));

  private final Ranges denied;
  private final Ranges allowed;
  private final Ranges allowedDangerous;
  private final Ranges own;

  /**
   * The policy with these exceptions.
   *
   * @param deniedRanges where nothing goes, whatever else would permit it
   * @param own the machine's addresses: refused although public, unless an allowed range or a host
   *     that is trusted by its name leads there
   * @throws IllegalArgumentException when a range is not a CIDR block
   */
  public AddressPolicy(
      boolean allowLoopback,
      List<String> allowedRanges,
      List<String> deniedRanges,
      Collection<InetAddress> own) {
    List<String> exceptions = new ArrayList<>(allowedRanges);
    if (allowLoopback) {
      exceptions.addAll(LOOPBACK);
    }
    this.denied = new Ranges(deniedRanges);
    this.allowed = new Ranges(exceptions);
    this.allowedDangerous =
        new Ranges(exceptions.stream().filter(DANGEROUS::containsRange).toList());
    this.own = Ranges.of(own);
  }

  /** Whether deliveries may go to this address. */
  public boolean permits(InetAddress address) {
    return permitsTrusted(address)
        && (allowed.contains(address) || (!NOT_PUBLIC.contains(address) && !own.contains(address)));
  }

  /**
   * The same for an address of a host that is trusted by its name: the operator who named it may
   * mean this machine.
   */
  public boolean permitsTrusted(InetAddress address) {
    return !denied.contains(address)
        && (allowedDangerous.contains(address) || !DANGEROUS.contains(address));
  }
}
