package io.hooklane.dispatcher.signing;

import io.hooklane.dispatcher.signing.SigningKeys.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Signs as Standard Webhooks asks for (specification, "Signature scheme": {@code v1}, HMAC-SHA256
 * over {@code id.timestamp.body}). Confined to one thread.
 */
public final class Signer {

  static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;
  private final Base64.Encoder base64 = Base64.getEncoder();

  public Signer() {
    try {
      mac = Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * The value of {@code webhook-signature}: one signature for each secret that has not expired,
   * newest first, separated by spaces.
   *
   * @param timestamp the value of {@code webhook-timestamp}
   * @throws UnusableSecretException when no secret gives a signature
   */
  public String sign(SigningKeys keys, String messageId, String timestamp, byte[] body, Instant now)
      throws UnusableSecretException {
    byte[] prefix = (messageId + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
    StringBuilder signatures = new StringBuilder(64);
    for (SigningKey key : keys.open()) {
      if (key.signsAt(now)) {
        if (!signatures.isEmpty()) {
          signatures.append(' ');
        }
        signatures.append("v1,").append(signature(key, prefix, body));
      }
    }
    if (signatures.isEmpty()) {
      throw new UnusableSecretException("All signing secrets of the endpoint have expired");
    }
    return signatures.toString();
  }

  private String signature(SigningKey key, byte[] prefix, byte[] body)
      throws UnusableSecretException {
    try {
      mac.init(key.key());
    } catch (GeneralSecurityException e) {
      throw new UnusableSecretException("The endpoint's signing secret is not usable");
    }
    mac.update(prefix);
    mac.update(body);
    return base64.encodeToString(mac.doFinal());
  }
}
