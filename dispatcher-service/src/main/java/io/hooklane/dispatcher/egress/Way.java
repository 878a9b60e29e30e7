package io.hooklane.dispatcher.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * How an address is handed through the HTTP client to where it is dialled. It has no name but that
 * of its way, if it goes past the proxy: the client shares connections by what an address is
 * called, and two ways to one address must not be shared.
 */
final class Way {

  private static final String DIRECT = "direct-";

  private Way() {}

  /** The address as it is dialled: through the proxy if there is one. */
  static InetAddress usual(InetAddress address) {
    return named(null, address);
  }

  /** The address as it is dialled past the proxy. */
  static InetAddress direct(InetAddress address) {
    return named(DIRECT + address.getHostAddress(), address);
  }

  static boolean isDirect(SocketAddress address) {
    return address instanceof InetSocketAddress internet
        && internet.getHostString().startsWith(DIRECT);
  }

  /** Without the name of its way. */
  static SocketAddress plain(SocketAddress address) {
    return address instanceof InetSocketAddress internet && !internet.isUnresolved()
        ? new InetSocketAddress(usual(internet.getAddress()), internet.getPort())
        : address;
  }

  private static InetAddress named(@Nullable String name, InetAddress of) {
    try {
      return InetAddress.getByAddress(name, of.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
