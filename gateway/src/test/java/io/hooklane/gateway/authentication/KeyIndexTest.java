package io.hooklane.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

  /** SHA-256 of {@code abc}: FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final EnvironmentId LIVE = EnvironmentId.random(NOW, RandomGenerator.getDefault());
  private static final KeyId KEY = KeyId.random(NOW, RandomGenerator.getDefault());

  private final KeyIndex index =
      new KeyIndex(Clock.fixed(NOW, ZoneOffset.UTC), new EnvironmentIndex());

  @Test
  void findsAKeyByItsText() {
    // Given
    index.changed(anEnvironment());
    index.changed(aKey(ABC, LIVE, null));
    // When
    var found = index.find(KeyHash.of("abc"));
    // Then
    assertThat(found)
        .hasValueSatisfying(identity -> assertThat(identity.subject()).isEqualTo(KEY.value()));
    assertThat(found.orElseThrow().permissions())
        .contains("application:read", "message:create")
        .doesNotContain("endpoint:manage");
    assertThat(index.find(KeyHash.of("abd"))).isEmpty();
  }

  @Test
  void forgetsTheTextThatAKeyHadBefore() {
    // Given
    index.changed(anEnvironment());
    index.changed(aKey(ABC, LIVE, null));
    // When
    index.changed(aKey("00".repeat(32), LIVE, null));
    // Then
    assertThat(index.find(KeyHash.of("abc"))).isEmpty();
  }

  @Test
  void forgetsARevokedKey() {
    // Given
    index.changed(anEnvironment());
    index.changed(aKey(ABC, LIVE, null));
    // When
    index.removed(new ConfigurationKey(ConfigurationKey.Kind.KEY, KEY.value()));
    // Then
    assertThat(index.find(KeyHash.of("abc"))).isEmpty();
  }

  @Test
  void takesAnOperatorsKeyWithoutAnEnvironment() {
    index.changed(aKey(ABC, null, null));
    assertThat(index.find(KeyHash.of("abc"))).isPresent();
  }

  @Test
  void refusesAKeyOfAnEnvironmentThatIsGone() {
    // Given
    index.changed(anEnvironment());
    index.changed(aKey(ABC, LIVE, null));
    // When
    index.removed(new ConfigurationKey(ConfigurationKey.Kind.ENVIRONMENT, LIVE.value()));
    // Then
    assertThat(index.find(KeyHash.of("abc"))).isEmpty();
  }

  @Test
  void refusesAKeyFromTheMomentThatItExpires() {
    index.changed(anEnvironment());
    index.changed(aKey(ABC, LIVE, NOW));
    assertThat(index.find(KeyHash.of("abc"))).isEmpty();
    index.changed(aKey(ABC, LIVE, NOW.plusMillis(1)));
    assertThat(index.find(KeyHash.of("abc"))).isPresent();
  }

  @Test
  void aKeyWhoseHashBecomesUnusableIsNoKey() {
    // Given
    index.changed(anEnvironment());
    index.changed(aKey(ABC, LIVE, null));
    // When
    index.changed(aKey("not a hash", LIVE, null));
    // Then
    assertThat(index.find(KeyHash.of("abc"))).isEmpty();
  }

  private static Configuration anEnvironment() {
    return new Configuration.Environment(
        LIVE, "live", Configuration.EnvironmentKind.LIVE, true, null, null, Map.of());
  }

  private static Configuration aKey(
      String hash, @Nullable EnvironmentId environment, @Nullable Instant expiresAt) {
    return new Configuration.Key(
        KEY,
        environment,
        null,
        "a key",
        hash,
        List.of("read", "publish"),
        List.of(),
        null,
        expiresAt);
  }
}
