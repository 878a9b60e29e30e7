package io.hooklane.dispatcher.egress;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Says whether deliveries may go to an address. Without exceptions configured only globally
 * reachable unicast addresses are permitted (IANA's special-purpose address registries, RFC 6890).
 */
public final class AddressPolicy {

  private static final List<String> NOT_PUBLIC_V4 =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32", // a cloud's own services behind a public-looking address
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All that is handed out; NAT64, unique local, link-local and multicast lie outside of it. */
  private static final String GLOBAL_V6 = "2000::/3";

  private static final List<String> NOT_PUBLIC_V6 =
      List.of(
          "2001::/23", // protocol assignments, Teredo and ORCHID among them
          "2001:db8::/32",
          "2002::/16", // 6to4: an IPv4 address in disguise
          "3fff::/20",
          "3ffe::/16");

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  private final IPv4AddressTrie refusedV4 = new IPv4AddressTrie();
  private final IPv6AddressTrie refusedV6 = new IPv6AddressTrie();
  private final IPv6Address globalV6 = block(GLOBAL_V6).toIPv6();
  private final IPv4AddressTrie allowedV4 = new IPv4AddressTrie();
  private final IPv6AddressTrie allowedV6 = new IPv6AddressTrie();

  /**
   * The policy with these exceptions.
   *
   * @throws IllegalArgumentException when a range is not a CIDR block
   */
  public AddressPolicy(boolean allowLoopback, List<String> allowedRanges) {
    NOT_PUBLIC_V4.forEach(range -> refusedV4.add(block(range).toIPv4()));
    NOT_PUBLIC_V6.forEach(range -> refusedV6.add(block(range).toIPv6()));
    if (allowLoopback) {
      LOOPBACK.forEach(this::allow);
    }
    allowedRanges.forEach(this::allow);
  }

  /** Whether deliveries may go to this address. */
  public boolean permits(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> permits(new IPv4Address(v4));
      case Inet6Address v6 -> permits(new IPv6Address(v6.getAddress()));
      default -> false;
    };
  }

  private boolean permits(IPv4Address address) {
    return allowedV4.elementContains(address) || !refusedV4.elementContains(address);
  }

  private boolean permits(IPv6Address address) {
    if (address.isIPv4Mapped()) {
      return permits(address.getEmbeddedIPv4Address());
    }
    return allowedV6.elementContains(address)
        || (globalV6.contains(address) && !refusedV6.elementContains(address));
  }

  private void allow(String range) {
    IPAddress block = block(range);
    if (block.isIPv4()) {
      allowedV4.add(block.toIPv4());
    } else {
      allowedV6.add(block.toIPv6());
    }
  }

  private static IPAddress block(String range) {
    try {
      return new IPAddressString(range.strip()).toAddress().toPrefixBlock();
    } catch (AddressStringException e) {
      throw new IllegalArgumentException("Not a range of addresses: " + range, e);
    }
  }
}
