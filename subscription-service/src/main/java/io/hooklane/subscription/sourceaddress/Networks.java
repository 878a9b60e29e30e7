package io.hooklane.subscription.sourceaddress;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;

/** Networks as an operator writes them. */
final class Networks {

  /** Only whole addresses, with or without a prefix's length. */
  private static final IPAddressStringParameters FORM =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .allow_inet_aton(false)
          .toParams();

  private Networks() {}

  /**
   * Networks in their usual form, each once, in the order given; an address is a network of one.
   *
   * @throws IllegalStateException when one is malformed, or is all addresses
   */
  static List<String> of(List<String> texts) {
    return texts.stream().map(Networks::network).distinct().toList();
  }

  private static String network(String text) {
    try {
      IPAddress address = new IPAddressString(text.strip(), FORM).toAddress();
      IPAddress network =
          address == null ? null : address.toPrefixBlock().assignPrefixForSingleBlock();
      if (network == null || network.getNetworkPrefixLength() == 0) {
        throw wrong(text);
      }
      return network.toCanonicalString();
    } catch (AddressStringException e) {
      throw wrong(text);
    }
  }

  private static IllegalStateException wrong(String text) {
    return new IllegalStateException(
        "hooklane.source-addresses: an address or a network in CIDR form, not \"" + text + '"');
  }
}
