package io.hooklane.subscription.access;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The API keys of all environments. */
@Singleton
public class ApiKeys {

  private final ApiKeyRepository keys;
  private final ConfigurationChanges changes;
  private final Clock clock;
  private final RandomGenerator random;

  ApiKeys(
      ApiKeyRepository keys, ConfigurationChanges changes, Clock clock, RandomGenerator random) {
    this.keys = keys;
    this.changes = changes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes a key of this text known; one that is known already stays as it is.
   *
   * @param environment the one that it opens; null for an operator's key
   */
  public void addIfAbsent(
      String text, String name, @Nullable EnvironmentId environment, List<String> scopes) {
    String hash = ApiKey.hash(text);
    try {
      changes.make(
          recorder -> {
            if (keys.knows(hash)) {
              return false;
            }
            Instant now = clock.instant();
            ApiKey key = new ApiKey(KeyId.random(now, random), environment, name, hash, scopes);
            keys.persistAndFlush(ApiKeyRow.of(key, now));
            recorder.created(key.configuration(), ApiKeyOut.of(key));
            return true;
          });
    } catch (ConstraintViolationException e) {
      // Another instance has just added it, which is as good.
    }
  }
}
