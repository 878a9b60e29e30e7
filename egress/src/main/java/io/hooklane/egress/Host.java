package io.hooklane.egress;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL: a name of letters, digits and hyphens (RFC 1123, section 2.1), or an address
 * in its one plain form. Everything that some other reader could take for another host is refused:
 * {@code 0x7f.1}, {@code 2130706433}, {@code 127.1}, {@code 0177.0.0.1}, a dot at the end, a zone.
 *
 * @param text lower case; an IPv6 address without brackets
 * @param address when the host is one; null for a name
 */
record Host(String text, @Nullable InetAddress address) {

  private static final int LONGEST_NAME = 253;

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  /** What a reader that knows C's ways of writing a number takes for the end of an address. */
  private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** The groups that RFC 4291, section 2.2, allows, and nothing of what the library adds. */
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-f:.]{2,45}");

  private static final IPAddressStringParameters PLAIN =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowWildcardedSeparator(false)
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .getParentBuilder()
          .toParams();

  /**
   * Reads the host of a URL as it stands there.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static Host parse(String written) {
    String text = written.toLowerCase(Locale.ROOT);
    if (text.startsWith("[") && text.endsWith("]")) {
      String inside = text.substring(1, text.length() - 1);
      return new Host(inside, ipv6(inside));
    }
    if (text.endsWith(".")) {
      throw new IllegalArgumentException("The URL's host name ends with a dot");
    }
    if (IPV4.matcher(text).matches()) {
      return new Host(text, address(text));
    }
    if (text.length() > LONGEST_NAME
        || !NAME.matcher(text).matches()
        || ENDS_IN_A_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "The URL has no valid host: a name of letters, digits and hyphens, or a whole address");
    }
    return new Host(text, null);
  }

  private static InetAddress ipv6(String text) {
    if (text.indexOf('%') >= 0) {
      throw new IllegalArgumentException("The URL's address names a network interface");
    }
    if (!IPV6_CHARACTERS.matcher(text).matches() || text.indexOf(':') < 0) {
      throw new IllegalArgumentException("The URL's host is not an IPv6 address");
    }
    return address(text);
  }

  private static InetAddress address(String text) {
    try {
      IPAddress address = new IPAddressString(text, PLAIN).toAddress();
      if (address != null && !address.isMultiple()) {
        // By its bytes: what is IPv4 written as IPv6 becomes IPv4, as in the socket later.
        return InetAddress.getByAddress(address.getBytes());
      }
    } catch (AddressStringException | IncompatibleAddressException | UnknownHostException e) {
      // Said below.
    }
    throw new IllegalArgumentException("The URL's host is not an address");
  }
}
