package io.hooklane.egress;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** Some ranges of addresses. IPv4 that is written as IPv6 is IPv4, in a range as in an address. */
final class Ranges {

  /** CIDR blocks and addresses only: the library would take {@code 10/8} for 0.0.0.0/8. */
  private static final IPAddressStringParameters PLAIN =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .getParentBuilder()
          .toParams();

  private final IPv4AddressTrie v4 = new IPv4AddressTrie();
  private final IPv6AddressTrie v6 = new IPv6AddressTrie();

  /**
   * These ranges, as CIDR blocks or single addresses.
   *
   * @throws IllegalArgumentException when one is neither
   */
  Ranges(List<String> blocks) {
    for (String text : blocks) {
      add(block(text));
    }
  }

  /** These addresses. */
  static Ranges of(Collection<InetAddress> addresses) {
    Ranges ranges = new Ranges(List.of());
    for (InetAddress address : addresses) {
      ranges.add(new IPAddressGenerator().from(address.getAddress()));
    }
    return ranges;
  }

  boolean contains(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> !v4.isEmpty() && v4.elementContains(new IPv4Address(four));
      case Inet6Address six -> contains(new IPv6Address(six.getAddress()));
      default -> false;
    };
  }

  /**
   * Whether one of these ranges includes all of that one.
   *
   * @throws IllegalArgumentException when it is none
   */
  boolean containsRange(String text) {
    IPAddress block = plain(block(text));
    return block.isIPv4() ? v4.elementContains(block.toIPv4()) : v6.elementContains(block.toIPv6());
  }

  private boolean contains(IPv6Address address) {
    return address.isIPv4Mapped()
        ? v4.elementContains(address.getEmbeddedIPv4Address())
        : v6.elementContains(address);
  }

  private void add(IPAddress block) {
    IPAddress plain = plain(block);
    if (plain.isIPv4()) {
      v4.add(plain.toIPv4());
    } else {
      v6.add(plain.toIPv6());
    }
  }

  private static IPAddress plain(IPAddress block) {
    return block.isIPv6() && block.toIPv6().isIPv4Mapped()
        ? block.toIPv6().getEmbeddedIPv4Address()
        : block;
  }

  private static IPAddress block(String text) {
    try {
      IPAddress address = new IPAddressString(text.strip(), PLAIN).toAddress();
      if (address != null) {
        return address.toPrefixBlock();
      }
    } catch (AddressStringException | IncompatibleAddressException e) {
      throw new IllegalArgumentException("Not a range of addresses: " + text, e);
    }
    throw new IllegalArgumentException("Not a range of addresses: " + text);
  }
}
