package io.hooklane.egress;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Some ranges of addresses. An IPv4 address that is written as IPv6 is judged as IPv4. */
final class Ranges {

  private final IPv4AddressTrie v4 = new IPv4AddressTrie();
  private final IPv6AddressTrie v6 = new IPv6AddressTrie();

  /**
   * These ranges, as CIDR blocks or single addresses.
   *
   * @throws IllegalArgumentException when one is neither
   */
  Ranges(List<String> blocks) {
    for (String text : blocks) {
      IPAddress block = block(text);
      if (block.isIPv4()) {
        v4.add(block.toIPv4());
      } else {
        v6.add(block.toIPv6());
      }
    }
  }

  boolean contains(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> v4.elementContains(new IPv4Address(four));
      case Inet6Address six -> contains(new IPv6Address(six.getAddress()));
      default -> false;
    };
  }

  private boolean contains(IPv6Address address) {
    return address.isIPv4Mapped()
        ? v4.elementContains(address.getEmbeddedIPv4Address())
        : v6.elementContains(address);
  }

  private static IPAddress block(String text) {
    try {
      IPAddress address = new IPAddressString(text.strip()).toAddress();
      if (address != null) {
        return address.toPrefixBlock();
      }
    } catch (AddressStringException | IncompatibleAddressException e) {
      throw new IllegalArgumentException("Not a range of addresses: " + text, e);
    }
    throw new IllegalArgumentException("Not a range of addresses: " + text);
  }
}
