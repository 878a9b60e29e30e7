package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The environments of this installation. What changes here is on the configuration log on return.
 */
@Singleton
public class Environments {

  private final EnvironmentRepository environments;
  private final ConfigurationChanges changes;
  private final Clock clock;
  private final RandomGenerator random;

  Environments(
      EnvironmentRepository environments,
      ConfigurationChanges changes,
      Clock clock,
      RandomGenerator random) {
    this.environments = environments;
    this.changes = changes;
    this.clock = clock;
    this.random = random;
  }

  /** The environment of this name; it is made, with webhooks switched on, when there is none. */
  public Environment createIfAbsent(String name, EnvironmentKind kind) {
    return Upsert.twice(
            () ->
                changes.make(
                    recorder ->
                        environments
                            .named(name)
                            .map(row -> Upsert.existing(row.toEnvironment()))
                            .orElseGet(() -> Upsert.created(insert(name, kind, true, recorder)))))
        .thing();
  }

  /**
   * Makes an environment. Webhooks are off in it until an operator switches them on.
   *
   * @throws ApiException 409 when the name is taken
   */
  Environment create(EnvironmentName name, EnvironmentKind kind) {
    return changes.make(recorder -> insert(name.value(), kind, false, recorder));
  }

  /** The environment of this id or name. */
  @Transactional
  public Optional<Environment> find(String idOrName) {
    return environments.lookUp(idOrName, LockModeType.NONE).map(EnvironmentRow::toEnvironment);
  }

  /**
   * The environment of this id or name.
   *
   * @throws ApiException 404 when there is none
   */
  public Environment get(String idOrName) {
    return find(idOrName).orElseThrow(ApiException::notFound);
  }

  /**
   * What is set of this environment.
   *
   * @throws ApiException 404 when there is none
   */
  public EnvironmentSettings settings(EnvironmentId environment) {
    return get(environment.value()).settings();
  }

  /** One page of all environments, oldest first. */
  @Transactional
  ListResponse<EnvironmentOut> list(PageRequest page) {
    return ListResponse.of(
        environments.page(page),
        page,
        row -> row.id,
        row -> EnvironmentOut.of(row.toEnvironment()));
  }

  /**
   * Changes an environment.
   *
   * @throws ApiException 404 when there is none; 409 when its new name is taken
   */
  Environment change(String idOrName, Function<Environment, EnvironmentChange> change) {
    return changes.make(
        recorder -> {
          EnvironmentRow row =
              environments
                  .lookUp(idOrName, LockModeType.PESSIMISTIC_WRITE)
                  .orElseThrow(ApiException::notFound);
          Environment present = row.toEnvironment();
          Environment changed = present.with(change.apply(present), clock.instant());
          environments.update(row, changed);
          recorder.changed(
              changed.configuration(), EnvironmentOut.of(present), EnvironmentOut.of(changed));
          return changed;
        });
  }

  /**
   * Replaces the settings of an environment; what is as it should be is not touched.
   *
   * @throws ApiException 404 when there is none
   */
  public void replaceSettings(EnvironmentId environment, EnvironmentSettings wanted) {
    if (!settings(environment).equals(wanted)) {
      change(
          environment.value(),
          present -> new EnvironmentChange(present.name(), present.webhooksEnabled(), wanted));
    }
  }

  private Environment insert(
      String name, EnvironmentKind kind, boolean webhooksEnabled, ChangeRecorder recorder) {
    Instant now = clock.instant();
    Environment environment =
        new Environment(
            EnvironmentId.random(now, random),
            name,
            kind,
            webhooksEnabled,
            EnvironmentSettings.defaultsOf(kind),
            now,
            now);
    environments.insert(environment);
    recorder.created(environment.configuration(), EnvironmentOut.of(environment));
    return environment;
  }
}
