package io.hooklane.dispatcher.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.standardwebhooks.Webhook;
import io.hooklane.contracts.configuration.Configuration.Secret;
import io.hooklane.contracts.id.EndpointId;
import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignerTest {

  private static final String BODY = "{\"order\":1,\"note\":\"é\"}";
  private static final EndpointId ENDPOINT =
      EndpointId.random(Instant.now(), new SplittableRandom());

  private final Instant now = Instant.now();
  private final Signer signer = new Signer();
  private Aead aead;

  @BeforeEach
  void makeAKey() throws GeneralSecurityException {
    AeadConfig.register();
    aead =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
            .getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

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
  void anExpiredSecretSignsNoMore() throws Exception {
    SigningKeys keys =
        keys(sealed(secret("new"), null), sealed(secret("old"), now.minusSeconds(1)));

    assertThat(sign(keys).split(" ")).hasSize(1);
  }

  @Test
  void aSecretOfAnotherEndpointIsRefusedWithoutShowingIt() throws Exception {
    EndpointId other = EndpointId.random(now, new SplittableRandom());
    SigningKeys keys =
        new SigningKeys(new MasterKey(aead), other, List.of(sealed(secret("new"), null)));

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

  private SigningKeys keys(Secret... secrets) {
    return new SigningKeys(new MasterKey(aead), ENDPOINT, List.of(secrets));
  }

  private static String secret(String name) {
    return "whsec_"
        + Base64.getEncoder().encodeToString(("secret " + name + " .........").getBytes(UTF_8));
  }

  private Secret sealed(String secret, @Nullable Instant expiresAt)
      throws GeneralSecurityException {
    return new Secret(
        Base64.getEncoder()
            .encodeToString(aead.encrypt(secret.getBytes(UTF_8), ENDPOINT.value().getBytes(UTF_8))),
        expiresAt);
  }
}
