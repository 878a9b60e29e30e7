package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.message.Message;
import io.hooklane.dispatcher.endpoint.ExtraHeaders;
import io.hooklane.dispatcher.signing.SignatureStyle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells, in the short form that a report has, with which headers a request is sent. Nothing in it
 * is secret: of an endpoint's own headers, authorizations and signatures the names stand in it.
 * Requests of endpoints that ask for nothing special share one text a second. Confined to one
 * thread.
 */
final class RequestLines {

  private final String userAgent;
  private long second = Long.MIN_VALUE;
  private String timestamped = "";

  RequestLines(CharSequence userAgent) {
    this.userAgent = "user-agent: " + userAgent;
  }

  /**
   * The lines for one request.
   *
   * @param signedAt the moment that its signature says
   * @param own headers, which must have been opened
   */
  String of(
      SignatureStyle style,
      Instant signedAt,
      String contentType,
      @Nullable String authorization,
      ExtraHeaders own) {
    String lines =
        switch (style) {
          case SignatureStyle.Standard standard -> timestamped(signedAt.getEpochSecond());
          case SignatureStyle.SvixNames names ->
              timestamped(signedAt.getEpochSecond()) + "\nsvix-signature: ***";
          case SignatureStyle.TimestampedHex hex -> userAgent + '\n' + hex.header() + ": ***";
          case SignatureStyle.Unusable unusable -> userAgent;
        };
    if (!contentType.equals(Message.JSON)) {
      lines += "\ncontent-type: " + contentType;
    }
    if (authorization != null) {
      lines += "\nauthorization: ***";
    }
    return own.masked().isEmpty() ? lines : lines + own.masked();
  }

  private String timestamped(long now) {
    if (now != second) {
      second = now;
      timestamped = userAgent + "\nwebhook-timestamp: " + now;
    }
    return timestamped;
  }
}
