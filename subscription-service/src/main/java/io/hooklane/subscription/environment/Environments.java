package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hibernate.exception.ConstraintViolationException;

/** The environments of this installation. */
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
                            .orElseGet(() -> Upsert.created(insert(name, kind, recorder)))))
        .thing();
  }

  /** The environment of this id or name. */
  @Transactional
  public Optional<Environment> find(String idOrName) {
    return (EnvironmentId.isForm(idOrName)
            ? environments.findByIdOptional(idOrName)
            : environments.named(idOrName))
        .map(EnvironmentRow::toEnvironment);
  }

  /**
   * The environment of this id or name.
   *
   * @throws ApiException 404 when there is none
   */
  public Environment get(String idOrName) {
    return find(idOrName).orElseThrow(ApiException::notFound);
  }

  private Environment insert(String name, EnvironmentKind kind, ChangeRecorder recorder) {
    Instant now = clock.instant();
    Environment environment = new Environment(EnvironmentId.random(now, random), name, kind, true);
    try {
      environments.persistAndFlush(EnvironmentRow.of(environment, now));
    } catch (ConstraintViolationException e) {
      throw ApiException.conflict("An environment of this name exists already");
    }
    recorder.created(environment.configuration(), EnvironmentOut.of(environment));
    return environment;
  }
}
