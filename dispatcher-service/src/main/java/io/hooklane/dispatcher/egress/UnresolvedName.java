package io.hooklane.dispatcher.egress;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import org.jspecify.annotations.Nullable;

/** Says why a name could not be resolved. */
final class UnresolvedName {

  private static final int DEEPEST_CAUSE = 8;

  private UnresolvedName() {}

  /** A sentence for people. */
  static String reason(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof DnsNameResolverTimeoutException) {
        return "The host name could not be resolved: no name server answered in time";
      }
      if (cause instanceof DnsErrorCauseException answered) {
        return reason(answered.getCode());
      }
      cause = cause.getCause();
    }
    return "The host name could not be resolved: it has no address";
  }

  private static String reason(DnsResponseCode code) {
    if (code.equals(DnsResponseCode.NXDOMAIN)) {
      return "The host name does not exist (NXDOMAIN)";
    }
    return code.equals(DnsResponseCode.SERVFAIL)
        ? "The host name could not be resolved: its name servers failed (SERVFAIL)"
        : "The host name could not be resolved: the name server answered " + code;
  }
}
