package io.hooklane.subscription.sending;

import static io.hooklane.subscription.sending.TestCertificates.json;
import static io.hooklane.subscription.sending.TestCertificates.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateBodiesTest {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant TOO_LATE = Instant.parse("2200-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"client.pem, client.key", "rsa.pem, rsa.key"})
  void aCertificateAndItsKeyComeBackAsTheyWere(String certificate, String key) {
    ClientCertificate read = ClientCertificateIn.read(client(json(certificate), json(key)), NOW);

    assertThat(read.texts())
        .containsEntry("certificate", text(certificate))
        .containsEntry("privateKey", text(key));
    assertThat(ClientCertificate.of(read.texts()).texts()).isEqualTo(read.texts());
    assertThat(read.toString()).isEqualTo("ClientCertificate");
  }

  @Test
  void whatStandsAroundAChainIsLeftOut() {
    String chain =
        "subject=x\\n" + json("client.pem") + "\\nissuer=y\\r\\n" + json("authority.pem");

    ClientCertificate read = ClientCertificateIn.read(client(chain, json("client.key")), NOW);

    assertThat(read.texts().get("certificate"))
        .isEqualTo(text("client.pem") + text("authority.pem"));
  }

  @Test
  void whatDoesNotFitOrCannotBeReadIsNamedAndNotQuoted() {
    String certificate = json("client.pem");
    String key = json("client.key");

    assertThat(wrong(certificate, json("other.key")))
        .startsWith("privateKey: The private key is not");
    assertThat(wrong(certificate, json("rsa.key"))).startsWith("privateKey: Not a private key");
    assertThat(wrong(certificate, json("client-sec1.key"))).contains("openssl pkcs8");
    assertThat(wrong(certificate, "secret")).startsWith("privateKey: Give a private key in PEM");
    assertThat(
            wrong(
                certificate,
                key.replace("BEGIN ", "BEGIN ENCRYPTED ").replace("END ", "END ENCRYPTED ")))
        .startsWith("privateKey: Give the private key as PKCS #8 without a password");
    assertThat(wrong(certificate, certificate)).startsWith("privateKey:");
    assertThat(wrong(json("authority.pem"), key)).startsWith("privateKey:");
    assertThat(wrong(json("ed25519.pem"), json("ed25519.key"))).startsWith("certificate:");
    assertThat(wrong(json("rsa5120.pem"), json("rsa5120.key")))
        .isEqualTo("certificate: An RSA key may have 4,096 bits at most, not 5,120");
    assertThat(wrong(json("rsa.pem"), json("rsa5120.key")))
        .isEqualTo("privateKey: An RSA key may have 4,096 bits at most, not 5,120");
    assertThat(wrong(certificate + key, key)).startsWith("certificate: Give certificates only");
    assertThat(wrong("", key)).startsWith("certificate: Give certificates in PEM");
    assertThat(wrong("-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----", key))
        .startsWith("certificate:");
    assertThat(wrong("-----BEGIN CERTIFICATE-----\\nA\\n-----END CERTIFICATE-----", key))
        .startsWith("certificate:");
    assertThat(wrong(certificate.repeat(11), key)).startsWith("certificate: Give at most 10");
  }

  @Test
  void whatHasExpiredIsRefused() {
    JsonBody client = client(json("client.pem"), json("client.key"));

    assertThat(problem(() -> ClientCertificateIn.read(client, TOO_LATE)))
        .startsWith("certificate: The certificate of O=Acme,CN=client.example expired at");
    assertThat(problem(() -> CaCertificatesIn.read(authorities(json("authority.pem")), TOO_LATE)))
        .startsWith("pem: The certificate of CN=authority.example expired");
  }

  @Test
  void authoritiesAreCertificatesOnly() {
    assertThat(CaCertificatesIn.read(authorities(json("authority.pem")), NOW))
        .isEqualTo(text("authority.pem"));
    assertThat(problem(() -> CaCertificatesIn.read(authorities(json("client.key")), NOW)))
        .startsWith("pem: Give certificates only");
    assertThat(problem(() -> CaCertificatesIn.read(authorities("x"), NOW))).startsWith("pem:");
  }

  private static String wrong(String certificate, String key) {
    return problem(() -> ClientCertificateIn.read(client(certificate, key), NOW));
  }

  private static String problem(Runnable reading) {
    ValidationErrorBody.Item item =
        catchThrowableOfType(ValidationException.class, reading::run).toBody().detail().getFirst();
    assertThat(item.msg()).doesNotContain("secret", "MIG");
    return item.loc().getLast() + ": " + item.msg();
  }

  private static JsonBody client(String certificate, String key) {
    return body("{\"certificate\":\"" + certificate + "\",\"privateKey\":\"" + key + "\"}");
  }

  private static JsonBody authorities(String pem) {
    return body("{\"pem\":\"" + pem + "\"}");
  }

  private static JsonBody body(String json) {
    return JsonBody.parse(json.getBytes(UTF_8));
  }
}
