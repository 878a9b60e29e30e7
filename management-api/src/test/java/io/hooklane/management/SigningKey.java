package io.hooklane.management;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gateway's part in a test: signs tokens, and has the service verify them. */
public final class SigningKey implements QuarkusTestResourceLifecycleManager {

  static final String ENVIRONMENT = "env_000000000000000000000000000";

  private final KeyPair pair = generate();

  @Override
  public Map<String, String> start() {
    return Map.of(
        "mp.jwt.verify.publickey",
        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(SigningKey.class));
  }

  @Override
  public void stop() {}

  /** A token of this issuer for these scopes. */
  String token(String issuer, @Nullable String environment, String... scopes) {
    var claims =
        Jwt.issuer(issuer).subject("key_1").upn("key_1").groups(Set.of(scopes)).expiresIn(60);
    if (environment != null) {
      claims.claim(IdentityToken.ENVIRONMENT, environment);
    }
    return claims.sign(pair.getPrivate());
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
