package io.hooklane.subscription.access;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.management.ApiException;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import io.hooklane.subscription.environment.Environment;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The API keys of all environments, and of operators. */
@Singleton
public class ApiKeys {

  private final ApiKeyRepository keys;
  private final ConfigurationChanges changes;
  private final Clock clock;
  private final RandomGenerator random;

  /** A key just made, with its text, which nobody will know again. */
  record Made(ApiKey key, KeyText text) {}

  ApiKeys(
      ApiKeyRepository keys, ConfigurationChanges changes, Clock clock, RandomGenerator random) {
    this.keys = keys;
    this.changes = changes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes a key of this text known; one that is known already stays as it is, revoked if it was.
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
            ApiKey key = key(text, name, ApiKey.Grant.ofScopes(environment, scopes), null);
            keys.persistAndFlush(ApiKeyRow.of(key));
            recorder.created(key.configuration(), ApiKeyOut.of(key));
            return true;
          });
    } catch (ConstraintViolationException e) {
      // Another instance has just added it, which is as good.
    }
  }

  /**
   * Makes a key.
   *
   * @param environment the one that it opens; null for an operator's key
   */
  Made create(
      String name,
      @Nullable Environment environment,
      List<String> scopes,
      @Nullable Instant expiresAt) {
    KeyText text = KeyText.random(prefix(environment), random);
    EnvironmentId opened = environment == null ? null : environment.id();
    ApiKey made =
        changes.make(
            recorder -> {
              ApiKey key =
                  key(text.value(), name, ApiKey.Grant.ofScopes(opened, scopes), expiresAt);
              keys.persistAndFlush(ApiKeyRow.of(key));
              recorder.created(key.configuration(), ApiKeyOut.of(key));
              return key;
            });
    return new Made(made, text);
  }

  /**
   * The key of this id.
   *
   * @throws ApiException 404 when there is none
   */
  @Transactional
  ApiKey get(String id) {
    return keys.managed(id, LockModeType.NONE)
        .map(ApiKeyRow::toApiKey)
        .orElseThrow(ApiException::notFound);
  }

  /**
   * One page of the keys, newest first.
   *
   * @param environment those that open it; null for all
   */
  @Transactional
  ListResponse<ApiKeyOut> list(@Nullable EnvironmentId environment, PageRequest page) {
    return ListResponse.of(
        keys.page(environment, page), page, row -> row.id, row -> ApiKeyOut.of(row.toApiKey()));
  }

  /**
   * Revokes a key for good; again is as good as once.
   *
   * @throws ApiException 404 when there is none
   */
  void revoke(String id) {
    changes.make(
        recorder -> {
          ApiKeyRow row =
              keys.managed(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(ApiException::notFound);
          ApiKey key = row.toApiKey();
          if (key.revokedAt() == null) {
            row.take(key.revoke(clock.instant()));
            recorder.removed(key.configuration(), ApiKeyOut.of(key));
          }
          return key;
        });
  }

  /** Notes when keys were used last. */
  @Transactional
  void used(List<KeyUse> uses) {
    uses.forEach(use -> keys.used(use.key(), use.at()));
  }

  /** A use of a key, or of a portal's token. */
  record KeyUse(KeyId key, Instant at) {}

  private ApiKey key(String text, String name, ApiKey.Grant grant, @Nullable Instant expiresAt) {
    Instant now = clock.instant();
    return new ApiKey(
        KeyId.random(now, random),
        name,
        ApiKey.hash(text),
        KeyText.hint(text),
        grant,
        now,
        expiresAt,
        null,
        null);
  }

  private static String prefix(@Nullable Environment environment) {
    if (environment == null) {
      return "hk_operator_";
    }
    return environment.kind() == EnvironmentKind.LIVE ? "hk_live_" : "hk_test_";
  }
}
