package io.hooklane.dispatcher.signing;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;

/**
 * Writes the headers by which a receiver knows a message and that it is genuine, in its endpoint's
 * style. Confined to one thread.
 */
public final class SignatureHeaders {

  private static final CharSequence WEBHOOK_ID = HttpHeaders.createOptimized("webhook-id");
  private static final CharSequence WEBHOOK_TIMESTAMP =
      HttpHeaders.createOptimized("webhook-timestamp");
  private static final CharSequence WEBHOOK_SIGNATURE =
      HttpHeaders.createOptimized("webhook-signature");
  private static final CharSequence SVIX_ID = HttpHeaders.createOptimized("svix-id");
  private static final CharSequence SVIX_TIMESTAMP = HttpHeaders.createOptimized("svix-timestamp");
  private static final CharSequence SVIX_SIGNATURE = HttpHeaders.createOptimized("svix-signature");

  private final Signer signer = new Signer();

  /**
   * Signs and sets the headers; nothing is set when it throws.
   *
   * @param now what the signature says when it was made, in whole seconds
   * @throws UnusableSecretException when no secret gives a signature of this style
   */
  public void set(
      MultiMap headers,
      SignatureStyle style,
      SigningKeys keys,
      String messageId,
      byte[] body,
      Instant now)
      throws UnusableSecretException {
    String timestamp = Long.toString(now.getEpochSecond());
    switch (style) {
      case SignatureStyle.Standard standard -> {
        String signature = signer.sign(keys, messageId, timestamp, body, now);
        setStandard(headers, messageId, timestamp, signature);
      }
      case SignatureStyle.SvixNames names -> {
        String signature = signer.sign(keys, messageId, timestamp, body, now);
        setStandard(headers, messageId, timestamp, signature);
        headers
            .set(SVIX_ID, messageId)
            .set(SVIX_TIMESTAMP, timestamp)
            .set(SVIX_SIGNATURE, signature);
      }
      case SignatureStyle.TimestampedHex hex -> {
        String signature = signer.signTimestamped(keys, timestamp, body, now);
        headers.set(WEBHOOK_ID, messageId).set(hex.header(), signature);
      }
      case SignatureStyle.Unusable unusable -> throw new UnusableSecretException(unusable.reason());
    }
  }

  private static void setStandard(
      MultiMap headers, String messageId, String timestamp, String signature) {
    headers
        .set(WEBHOOK_ID, messageId)
        .set(WEBHOOK_TIMESTAMP, timestamp)
        .set(WEBHOOK_SIGNATURE, signature);
  }
}
