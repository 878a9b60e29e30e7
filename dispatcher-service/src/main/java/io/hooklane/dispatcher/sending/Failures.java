package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells by the exception that ended an attempt what kind of failure it was. */
final class Failures {

  private static final int DEEPEST_CAUSE = 8;

  private Failures() {}

  /**
   * The outcome for this exception.
   *
   * @param connected whether a connection had been made before
   */
  static Failed of(Throwable failure, boolean connected) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      Failed known = known(cause);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    return connected
        ? new Failed(Failure.RESET, "The connection ended before a whole response came")
        : new Failed(Failure.CONNECT, "No connection could be made");
  }

  private static @Nullable Failed known(Throwable cause) {
    return switch (cause) {
      case SSLException tls ->
          new Failed(Failure.TLS, "The TLS handshake failed: " + tls.getMessage());
      case UnknownHostException name ->
          new Failed(Failure.DNS, "The host name could not be resolved");
      case ConnectException refused ->
          new Failed(Failure.CONNECT, "No connection could be made: " + refused.getMessage());
      case NoRouteToHostException unreachable ->
          new Failed(Failure.CONNECT, "No connection could be made: " + unreachable.getMessage());
      // It also wraps what ended a handshake.
      case DecoderException garbled when !(garbled.getCause() instanceof SSLException) ->
          new Failed(Failure.RESET, "The response was not HTTP");
      default -> null;
    };
  }
}
