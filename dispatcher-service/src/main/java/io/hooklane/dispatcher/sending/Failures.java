package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the exception that ended an attempt what kind of failure it was. What an exception says
 * may hold what the receiver sent, so little of it is passed on.
 */
final class Failures {

  private static final int MOST_CAUSES = 16;
  private static final int LONGEST_QUOTE = 120;

  private Failures() {}

  /**
   * The outcome for this exception.
   *
   * @param connected whether a connection had been made before
   */
  static Failed of(Throwable failure, boolean connected) {
    List<Throwable> causes = causes(failure);
    for (Throwable cause : causes) {
      if (cause instanceof SSLException) {
        return tls(causes);
      }
      if (cause instanceof ProxyConnectException) {
        return new Failed(Failure.CONNECT, "The proxy could not make the connection");
      }
    }
    for (Throwable cause : causes) {
      Failed known = connected ? afterConnecting(cause) : connecting(cause);
      if (known != null) {
        return known;
      }
    }
    return connected
        ? new Failed(Failure.RESET, "The connection was closed before a whole response came")
        : new Failed(Failure.CONNECT, "No connection could be made");
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && causes.size() < MOST_CAUSES;
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static @Nullable Failed connecting(Throwable cause) {
    return switch (cause) {
      case UnknownHostException name ->
          new Failed(Failure.DNS, "The host name could not be resolved");
      case ConnectTimeoutException late ->
          new Failed(Failure.CONNECT, "No connection was made in time (connect deadline)");
      case NoRouteToHostException unreachable ->
          new Failed(Failure.CONNECT, "No connection could be made: no route to the host");
      case ConnectException refused ->
          new Failed(
              Failure.CONNECT,
              says(refused, "refused")
                  ? "No connection could be made: connection refused"
                  : "No connection could be made");
      case IOException other when says(other, "unreachable") ->
          new Failed(Failure.CONNECT, "No connection could be made: the network is unreachable");
      default -> null;
    };
  }

  private static @Nullable Failed afterConnecting(Throwable cause) {
    return switch (cause) {
      case TooLongHttpHeaderException large ->
          new Failed(Failure.RESET, "The response's headers are larger than 16 KB");
      case TooLongHttpLineException large ->
          new Failed(Failure.RESET, "The response was not HTTP: its first line is too long");
      case TooLongFrameException large ->
          new Failed(Failure.RESET, "The response was not HTTP: a part of it is too long");
      case DecoderException garbled -> new Failed(Failure.RESET, "The response was not HTTP");
      // By these the decoder refuses a status line, a chunk's size or a header.
      case IllegalArgumentException garbled ->
          new Failed(Failure.RESET, "The response was not HTTP");
      case IOException reset when says(reset, "reset") || says(reset, "broken pipe") ->
          new Failed(Failure.RESET, "The connection was reset before a whole response came");
      default -> null;
    };
  }

  private static Failed tls(List<Throwable> causes) {
    for (Throwable cause : causes) {
      switch (cause) {
        case CertificateExpiredException expired -> {
          return new Failed(Failure.TLS_EXPIRED, "The receiver's certificate has expired");
        }
        case CertificateNotYetValidException early -> {
          return new Failed(Failure.TLS_EXPIRED, "The receiver's certificate does not hold yet");
        }
        default -> {}
      }
    }
    for (Throwable cause : causes) {
      switch (cause) {
        case CertPathBuilderException unknown -> {
          return untrusted();
        }
        case CertPathValidatorException invalid -> {
          return untrusted();
        }
        case NotSslRecordException plain -> {
          return new Failed(Failure.TLS, "The receiver does not speak TLS at this port");
        }
        case SslHandshakeTimeoutException late -> {
          return new Failed(
              Failure.TLS, "The TLS handshake was not done in time (connect deadline)");
        }
        case ClosedChannelException closed -> {
          return new Failed(
              Failure.TLS, "The receiver closed the connection during the TLS handshake");
        }
        default -> {}
      }
    }
    for (Throwable cause : causes) {
      if (cause instanceof CertificateException refused) {
        return isAboutTheName(refused)
            ? new Failed(Failure.TLS_NAME, "The receiver's certificate is for another host name")
            : untrusted();
      }
    }
    return new Failed(Failure.TLS, "The TLS handshake failed" + quoted(causes));
  }

  private static Failed untrusted() {
    return new Failed(
        Failure.TLS_UNTRUSTED, "The receiver's certificate is signed by nobody who is trusted");
  }

  /** The JDK has no type for it; these are the beginnings of all that it says about names. */
  private static boolean isAboutTheName(CertificateException refused) {
    return says(refused, "no subject alternative") || says(refused, "no name matching");
  }

  /** What the last of them says: that is where the JDK names the alert. */
  private static String quoted(List<Throwable> causes) {
    String message = "";
    for (Throwable cause : causes) {
      if (cause instanceof SSLException && cause.getMessage() != null) {
        message = cause.getMessage();
      }
    }
    String harmless = Harmless.text(message);
    return harmless.isEmpty()
        ? ""
        : ": " + harmless.substring(0, Math.min(harmless.length(), LONGEST_QUOTE));
  }

  private static boolean says(Throwable cause, String words) {
    return cause.getMessage() != null
        && cause.getMessage().toLowerCase(Locale.ROOT).contains(words);
  }
}
