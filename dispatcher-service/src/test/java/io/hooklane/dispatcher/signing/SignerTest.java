package io.hooklane.dispatcher.signing;

import static io.hooklane.dispatcher.signing.Secrets.keys;
import static io.hooklane.dispatcher.signing.Secrets.privateKey;
import static io.hooklane.dispatcher.signing.Secrets.sealed;
import static io.hooklane.dispatcher.signing.Secrets.secret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignerTest {

  private static final String BODY = "{\"order\":1,\"note\":\"é\"}";

  private final Instant now = Instant.now();
  private final Signer signer = new Signer();

  @Test
  void theOfficialLibraryVerifiesEachSecretOfARotation() throws Exception {
    SigningKeys keys =
        keys(sealed(secret("new"), null), sealed(secret("old"), now.plusSeconds(60)));

    String signature = sign(keys);

    assertThat(signature.split(" ")).hasSize(2);
    new Webhook(secret("new")).verify(BODY, headers(signature));
    new Webhook(secret("old")).verify(BODY, headers(signature.split(" ")[1]));
  }

  @Test
  void aPrivateKeysSignatureVerifiesWithItsPublicOne() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    String signature = sign(keys(sealed(privateKey(pair), null)));

    assertThat(signature).startsWith("v1a,");
    assertThat(verifies(pair, signature)).isTrue();
  }

  @Test
  void aRotationFromASecretToAPrivateKeySignsWithBothTheNewerFirst() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    SigningKeys keys =
        keys(sealed(privateKey(pair), null), sealed(secret("old"), now.plusSeconds(60)));

    String signature = sign(keys);

    assertThat(verifies(pair, signature.split(" ")[0])).isTrue();
    new Webhook(secret("old")).verify(BODY, headers(signature));
  }

  @Test
  void anExpiredSecretSignsNoMore() throws Exception {
    SigningKeys keys =
        keys(sealed(secret("new"), null), sealed(secret("old"), now.minusSeconds(1)));

    assertThat(sign(keys).split(" ")).hasSize(1);
  }

  @Test
  void aSecretOfAnotherEndpointIsRefusedWithoutShowingIt() throws Exception {
    SigningKeys keys = Secrets.keysOfAnother(sealed(secret("new"), null));

    assertThatThrownBy(() -> sign(keys))
        .isInstanceOf(UnusableSecretException.class)
        .hasNoCause()
        .message()
        .doesNotContain("new");
  }

  @Test
  void theTimestampedStyleHasTheHexOfEachSecretTheNewerFirst() throws Exception {
    Instant then = Instant.ofEpochSecond(1_700_000_000);
    SigningKeys keys =
        keys(sealed(secret("new"), null), sealed(secret("old"), then.plusSeconds(60)));

    String value = signer.signTimestamped(keys, "1700000000", BODY.getBytes(UTF_8), then);

    // openssl dgst -sha256 -hmac 'secret new .........', and old
    assertThat(value)
        .isEqualTo(
            "ts=1700000000,sig=e63bbfbd0b7658c4ad49bbdd11b1178fdd1ef9d61e2da87fda260f56f25fd78c"
                + ",sig=ef8c97f263f51c7e653a12ef7f26e1d18727bc5fa456e9ceba230d1560dc9d82");
    assertThat(signer.signTimestamped(keys, "1", BODY.getBytes(UTF_8), then.plusSeconds(60)))
        .containsOnlyOnce("sig=");
  }

  @Test
  void theTimestampedStyleIsRefusedWithAPrivateKey() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    SigningKeys keys =
        keys(sealed(privateKey(pair), null), sealed(secret("old"), now.plusSeconds(60)));

    assertThatThrownBy(() -> signer.signTimestamped(keys, timestamp(), new byte[0], now))
        .isInstanceOf(UnusableSecretException.class)
        .hasMessageContaining("needs a symmetric secret")
        .message()
        .doesNotContain(privateKey(pair));
  }

  @Test
  void afterARotationFromAPrivateKeyTheTimestampedStyleSignsWithTheSecretAlone() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    SigningKeys keys =
        keys(sealed(secret("new"), null), sealed(privateKey(pair), now.plusSeconds(60)));

    assertThat(signer.signTimestamped(keys, timestamp(), new byte[0], now))
        .containsOnlyOnce("sig=");
  }

  @Test
  void anEndpointWithoutASecretCannotBeSentTo() {
    assertThatThrownBy(() -> sign(keys())).isInstanceOf(UnusableSecretException.class);
  }

  private String sign(SigningKeys keys) throws UnusableSecretException {
    return signer.sign(keys, "msg_1", timestamp(), BODY.getBytes(UTF_8), now);
  }

  private String timestamp() {
    return Long.toString(now.getEpochSecond());
  }

  private HttpHeaders headers(String signature) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of("msg_1"),
            "webhook-timestamp", List.of(timestamp()),
            "webhook-signature", List.of(signature)),
        (name, value) -> true);
  }

  private boolean verifies(KeyPair pair, String signature) throws GeneralSecurityException {
    Signature verification = Signature.getInstance("Ed25519");
    verification.initVerify(pair.getPublic());
    verification.update(("msg_1." + timestamp() + "." + BODY).getBytes(UTF_8));
    return verification.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
  }
}
