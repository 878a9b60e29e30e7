package io.hooklane.subscription;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.IdentityToken;
import io.hooklane.management.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Identity tokens as the gateway signs them. */
public final class Tokens {

  private Tokens() {}

  /** A token of a key of this environment with these scopes. */
  public static String of(EnvironmentId environment, Scope... scopes) {
    long now = Instant.now().getEpochSecond();
    String groups =
        Arrays.stream(scopes)
            .flatMap(scope -> scope.permissions().stream())
            .map(it -> '"' + it + '"')
            .collect(Collectors.joining(","));
    String claims =
        """
        {"iss":"%s","sub":"key_test","upn":"key_test","groups":[%s],"env":"%s","iat":%d,"exp":%d}
        """
            .formatted(IdentityToken.ISSUER, groups, environment.value(), now, now + 3_600);
    String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + '.' + base64(claims);
    return signed + '.' + signature(signed);
  }

  private static String signature(String signed) {
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(privateKey());
      rsa.update(signed.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(rsa.sign());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Tests have the gateway's key", e);
    }
  }

  private static PrivateKey privateKey() throws GeneralSecurityException, IOException {
    String file =
        ConfigProvider.getConfig().getValue("hooklane.identity.private-key.file", String.class);
    String pem =
        Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
