package io.hooklane.subscription.access;

import io.hooklane.contracts.id.KeyId;
import io.hooklane.management.ApiException;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.ApplicationDeletion;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import io.hooklane.subscription.housekeeping.Chore;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open an application's portal: keys that end soon, reach one application, and can
 * do what their capabilities say.
 */
@Singleton
public class PortalTokens implements Chore {

  private static final String PREFIX = "appsk_";
  private static final int PIECE = 200;

  private final ApiKeyRepository keys;
  private final ConfigurationChanges changes;
  private final PortalConfig config;
  private final Clock clock;
  private final RandomGenerator random;

  PortalTokens(
      ApiKeyRepository keys,
      ConfigurationChanges changes,
      PortalConfig config,
      Clock clock,
      RandomGenerator random) {
    this.keys = keys;
    this.changes = changes;
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /** Makes a token; when there are too many that hold, the oldest are revoked. */
  KeyText create(Application application, PortalAccessIn in) {
    KeyText text = KeyText.random(PREFIX, random);
    changes.make(
        recorder -> {
          Instant now = clock.instant();
          List<ApiKeyRow> holding = keys.ofPortal(application.id(), now);
          holding.stream()
              .limit(Math.max(0, holding.size() + 1L - config.mostTokens()))
              .forEach(row -> end(row, recorder));
          ApiKey token =
              new ApiKey(
                  KeyId.random(now, random),
                  "Portal of " + application.id(),
                  ApiKey.hash(text.value()),
                  KeyText.hint(text.value()),
                  new ApiKey.Grant(
                      application.environment(),
                      application.id(),
                      List.of(),
                      in.capabilities(),
                      in.featureFlags(),
                      in.sessionId()),
                  now,
                  now.plus(in.lifetime()),
                  null,
                  null);
          keys.persistAndFlush(ApiKeyRow.of(token));
          recorder.created(token.configuration(), PortalTokenOut.of(token));
          return token;
        });
    return text;
  }

  /**
   * Ends all tokens of an application's portal.
   *
   * @param sessions those of these sessions only; null for all
   * @param within after this time at the latest; zero for at once
   */
  void endAll(Application application, @Nullable List<String> sessions, Duration within) {
    changes.make(
        recorder -> {
          Instant now = clock.instant();
          Instant end = now.plus(within);
          for (ApiKeyRow row : keys.ofPortal(application.id(), now)) {
            if (sessions == null || sessions.contains(String.valueOf(row.sessionId))) {
              if (within.isZero()) {
                end(row, recorder);
              } else {
                endSooner(row, end, recorder);
              }
            }
          }
          return end;
        });
  }

  /**
   * Ends the token of this id.
   *
   * @throws ApiException 400 when it is no portal's token
   */
  void end(String subject) {
    changes.make(
        recorder -> {
          ApiKeyRow row =
              keys.lockedOfPortal(subject)
                  .orElseThrow(
                      () ->
                          ApiException.badRequest(
                              "Only a portal's token can be logged out; revoke a key instead"));
          end(row, recorder);
          return row;
        });
  }

  void endAll(@Observes ApplicationDeletion deletion) {
    keys.ofPortal(deletion.application()).forEach(row -> end(row, deletion.recorder()));
  }

  @Override
  public String name() {
    return "portal-tokens";
  }

  /** Forgets tokens that have ended, here and in the configuration log. */
  @Override
  public boolean doSome() {
    return changes.make(
            recorder -> {
              List<ApiKeyRow> ended = keys.endedOfPortals(clock.instant(), PIECE);
              for (ApiKeyRow row : ended) {
                recorder.withdrawn(row.toApiKey().configuration().key());
                keys.delete(row);
              }
              return ended.size();
            })
        == PIECE;
  }

  private void end(ApiKeyRow row, ChangeRecorder recorder) {
    ApiKey token = row.toApiKey();
    keys.delete(row);
    recorder.removed(token.configuration(), PortalTokenOut.of(token));
  }

  private void endSooner(ApiKeyRow row, Instant end, ChangeRecorder recorder) {
    ApiKey token = row.toApiKey();
    if (token.expiresAt() == null || token.expiresAt().isAfter(end)) {
      ApiKey sooner = token.expiringAt(end);
      row.take(sooner);
      recorder.changed(sooner.configuration(), PortalTokenOut.of(token), PortalTokenOut.of(sooner));
    }
  }
}
