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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Identity tokens as the gateway signs them. */
public final class Tokens {

  private Tokens() {}

  /** A token of a key of this environment with these scopes. */
  public static String of(EnvironmentId environment, Scope... scopes) {
    return of(
        "key_test",
        Arrays.stream(scopes)
            .flatMap(scope -> scope.permissions().stream())
            .collect(Collectors.toSet()),
        Map.of(IdentityToken.ENVIRONMENT, environment.value()));
  }

  /** A token of anybody, with these permissions and further claims. */
  public static String of(String subject, Set<String> permissions, Map<String, String> more) {
    return of(subject, permissions, more, "");
  }

  /** A token of a portal that shows only event types with one of these flags, or none. */
  public static String ofPortal(
      EnvironmentId environment, Set<String> permissions, Set<String> featureFlags) {
    String flags = featureFlags.stream().map(Tokens::quoted).collect(Collectors.joining(","));
    return of(
        "key_portal",
        permissions,
        Map.of(IdentityToken.ENVIRONMENT, environment.value()),
        "," + quoted(IdentityToken.FEATURE_FLAGS) + ":[" + flags + "]");
  }

  private static String of(
      String subject, Set<String> permissions, Map<String, String> more, String rest) {
    long now = Instant.now().getEpochSecond();
    String groups = permissions.stream().map(Tokens::quoted).collect(Collectors.joining(","));
    String further =
        more.entrySet().stream()
            .map(it -> "," + quoted(it.getKey()) + ":" + quoted(it.getValue()))
            .collect(Collectors.joining());
    String claims =
        """
        {"iss":"%s","sub":"%s","upn":"%s","groups":[%s],"iat":%d,"exp":%d%s}
        """
            .formatted(
                IdentityToken.ISSUER, subject, subject, groups, now, now + 3_600, further + rest);
    String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + '.' + base64(claims);
    return signed + '.' + signature(signed);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
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
