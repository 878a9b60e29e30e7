package io.hooklane.dispatcher.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Signs as Standard Webhooks asks for (specification, "Signature scheme"): {@code
 * id.timestamp.body}, with HMAC-SHA256 ({@code v1}) or Ed25519 ({@code v1a}). Confined to one
 * thread.
 */
public final class Signer {

  static final String SYMMETRIC_ALGORITHM = "HmacSHA256";

  private final Mac mac;
  private final Base64.Encoder base64 = Base64.getEncoder();

  public Signer() {
    try {
      mac = Mac.getInstance(SYMMETRIC_ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + SYMMETRIC_ALGORITHM, e);
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
        signatures.append(signature(key, prefix, body));
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
      return switch (key) {
        case SigningKey.Symmetric symmetric ->
            "v1," + base64.encodeToString(authenticationCode(symmetric, prefix, body));
        case SigningKey.Asymmetric asymmetric ->
            "v1a," + base64.encodeToString(asymmetric.key().sign(joined(prefix, body)));
      };
    } catch (GeneralSecurityException e) {
      throw new UnusableSecretException("The endpoint's signing secret is not usable");
    }
  }

  private byte[] authenticationCode(SigningKey.Symmetric key, byte[] prefix, byte[] body)
      throws GeneralSecurityException {
    mac.init(key.key());
    mac.update(prefix);
    mac.update(body);
    return mac.doFinal();
  }

  private static byte[] joined(byte[] prefix, byte[] body) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + body.length);
    System.arraycopy(body, 0, joined, prefix.length, body.length);
    return joined;
  }
}
