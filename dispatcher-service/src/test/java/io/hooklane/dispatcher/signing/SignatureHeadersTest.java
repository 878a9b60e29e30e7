package io.hooklane.dispatcher.signing;

import static io.hooklane.dispatcher.signing.Secrets.keys;
import static io.hooklane.dispatcher.signing.Secrets.privateKey;
import static io.hooklane.dispatcher.signing.Secrets.publicKey;
import static io.hooklane.dispatcher.signing.Secrets.sealed;
import static io.hooklane.dispatcher.signing.Secrets.secret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.Ed25519Verify;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.vertx.core.MultiMap;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a receiver does with the headers of each style, by the libraries that receivers use. */
class SignatureHeadersTest {

  private static final String BODY = "{\"order\":1,\"note\":\"é\"}";
  private static final String HEADER = "X-Company-Signature";

  private final Instant now = Instant.now();
  private final SignatureHeaders signatures = new SignatureHeaders();
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  private final SigningKeys rotated =
      keys(sealed(secret("new"), null), sealed(secret("old"), now.plus(Duration.ofHours(24))));

  @Test
  void theStandardStyleVerifiesWithEachSecretOfARotation() throws Exception {
    set(Configured.STANDARD, rotated);

    new com.standardwebhooks.Webhook(secret("new")).verify(BODY, received());
    new com.standardwebhooks.Webhook(secret("old")).verify(BODY, received());
    assertThat(headers.names())
        .containsExactlyInAnyOrder("webhook-id", "webhook-timestamp", "webhook-signature");
  }

  @Test
  void theSvixNamesVerifyWithTheSvixLibraryWhichIsGivenNothingElse() throws Exception {
    set(Configured.SVIX_NAMES, rotated);

    HttpHeaders svix = HttpHeaders.of(received().map(), (name, value) -> name.startsWith("svix-"));
    assertThat(svix.map()).hasSize(3);
    new com.svix.Webhook(secret("new")).verify(BODY, svix);
    new com.svix.Webhook(secret("old")).verify(BODY, svix);
    new com.standardwebhooks.Webhook(secret("new")).verify(BODY, received());
    assertThatThrownBy(() -> new com.svix.Webhook(secret("none")).verify(BODY, svix))
        .isInstanceOf(com.svix.exceptions.WebhookVerificationException.class);
  }

  @Test
  void theTimestampedStyleVerifiesWithEachSecretOfARotationAndNoOtherBody() throws Exception {
    set(Configured.TIMESTAMPED_HEX, rotated);

    assertThat(verifiesTimestamped("new", BODY)).isTrue();
    assertThat(verifiesTimestamped("old", BODY)).isTrue();
    assertThat(verifiesTimestamped("none", BODY)).isFalse();
    assertThat(verifiesTimestamped("new", BODY + " ")).isFalse();
    assertThat(headers.names()).containsExactlyInAnyOrder("webhook-id", HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void whenTheOldSecretHasExpiredOnlyTheNewOneSigns(Configured style) throws Exception {
    SigningKeys keys = keys(sealed(secret("new"), null), sealed(secret("old"), now));

    set(style, keys);

    assertThat(headers.get(style.header).split("sig=|v1,")).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARD", "SVIX_NAMES"})
  void aPrivateKeysSignatureVerifiesWithItsPublicOne(Configured style) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    set(style, keys(sealed(privateKey(pair), null)));

    String signed = "msg_1." + now.getEpochSecond() + "." + BODY;
    byte[] signature =
        Base64.getDecoder().decode(headers.get(style.header).substring("v1a,".length()));
    new Ed25519Verify(publicKey(pair)).verify(signature, signed.getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                new Ed25519Verify(publicKey(pair))
                    .verify(signature, (signed + " ").getBytes(UTF_8)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aStyleWithoutItsHeaderSignsNothing() {
    SignatureStyle style =
        SignatureStyle.of(
            new Signature(
                io.hooklane.contracts.configuration.Configuration.SignatureStyle.TIMESTAMPED_HEX,
                null));

    assertThatThrownBy(() -> set(style, rotated))
        .isInstanceOf(UnusableSecretException.class)
        .hasMessageContaining("No header is configured");
    assertThat(headers).isEmpty();
  }

  private enum Configured {
    STANDARD("webhook-signature"),
    SVIX_NAMES("svix-signature"),
    TIMESTAMPED_HEX(HEADER);

    private final String header;

    Configured(String header) {
      this.header = header;
    }

    SignatureStyle style() {
      @Nullable String own = this == TIMESTAMPED_HEX ? HEADER : null;
      return SignatureStyle.of(
          new Signature(
              io.hooklane.contracts.configuration.Configuration.SignatureStyle.valueOf(name()),
              own));
    }
  }

  private void set(Configured style, SigningKeys keys) throws UnusableSecretException {
    set(style.style(), keys);
  }

  private void set(SignatureStyle style, SigningKeys keys) throws UnusableSecretException {
    signatures.set(headers, style, keys, "msg_1", BODY.getBytes(UTF_8), now);
  }

  private HttpHeaders received() {
    return HttpHeaders.of(
        headers.names().stream()
            .collect(Collectors.toMap(name -> name, name -> headers.getAll(name))),
        (name, value) -> true);
  }

  /** As a receiver would: splits the header, computes the code itself, compares with each. */
  private boolean verifiesTimestamped(String secret, String body) throws Exception {
    String[] parts = headers.get(HEADER).split(",");
    String timestamp = parts[0].substring("ts=".length());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(("secret " + secret + " .........").getBytes(UTF_8), "any"));
    byte[] expected = mac.doFinal((timestamp + "." + body).getBytes(UTF_8));
    return Stream.of(parts)
        .skip(1)
        .map(part -> HexFormat.of().parseHex(part.substring("sig=".length())))
        .anyMatch(sig -> MessageDigest.isEqual(sig, expected));
  }
}
