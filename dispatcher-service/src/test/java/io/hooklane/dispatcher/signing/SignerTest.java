package io.hooklane.dispatcher.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.hooklane.contracts.configuration.Configuration.Secret;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignerTest {

  private static final String BODY = "{\"order\":1,\"note\":\"é\"}";
  private static final EndpointId ENDPOINT =
      EndpointId.random(Instant.now(), new SplittableRandom());

  private final Instant now = Instant.now();
  private final Signer signer = new Signer();
  private final MasterKey master = new MasterKey(Keyset.create());

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
    EndpointId other = EndpointId.random(now, new SplittableRandom());
    SigningKeys keys = new SigningKeys(master, other, List.of(sealed(secret("new"), null)));

    assertThatThrownBy(() -> sign(keys))
        .isInstanceOf(UnusableSecretException.class)
        .hasNoCause()
        .message()
        .doesNotContain("new");
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

  /** As Hooklane keeps it: the seed, then the public key, which are the ends of the encodings. */
  private static String privateKey(KeyPair pair) {
    byte[] seed = end(pair.getPrivate().getEncoded());
    byte[] both = Arrays.copyOf(seed, 64);
    System.arraycopy(end(pair.getPublic().getEncoded()), 0, both, 32, 32);
    return "whsk_" + Base64.getEncoder().encodeToString(both);
  }

  private static byte[] end(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private boolean verifies(KeyPair pair, String signature) throws GeneralSecurityException {
    Signature verification = Signature.getInstance("Ed25519");
    verification.initVerify(pair.getPublic());
    verification.update(("msg_1." + timestamp() + "." + BODY).getBytes(UTF_8));
    return verification.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
  }

  private SigningKeys keys(Secret... secrets) {
    return new SigningKeys(master, ENDPOINT, List.of(secrets));
  }

  private static String secret(String name) {
    return "whsec_"
        + Base64.getEncoder().encodeToString(("secret " + name + " .........").getBytes(UTF_8));
  }

  private Secret sealed(String secret, @Nullable Instant expiresAt) {
    return new Secret(master.seal(ENDPOINT.value(), secret.getBytes(UTF_8)), expiresAt);
  }
}
