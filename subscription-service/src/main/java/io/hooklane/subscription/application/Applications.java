package io.hooklane.subscription.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Reach;
import io.hooklane.subscription.attribute.Metadata;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The applications of all environments. What changes here is on the configuration log on return.
 */
@Singleton
public class Applications {

  private static final ApplicationSettings OPERATIONAL =
      new ApplicationSettings(
          "Operational webhooks",
          new Uid(Configuration.Application.OPERATIONAL_UID),
          null,
          Metadata.NONE);

  private final ApplicationRepository applications;
  private final ConfigurationChanges changes;
  private final Event<ApplicationDeletion> deletions;
  private final Clock clock;
  private final RandomGenerator random;

  Applications(
      ApplicationRepository applications,
      ConfigurationChanges changes,
      Event<ApplicationDeletion> deletions,
      Clock clock,
      RandomGenerator random) {
    this.applications = applications;
    this.changes = changes;
    this.deletions = deletions;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The application of this id or uid.
   *
   * @throws ApiException 404 when there is none within reach
   */
  @Transactional
  public Application get(Reach reach, String idOrUid) {
    return found(reach, idOrUid, LockModeType.NONE);
  }

  /**
   * The environment's application whose endpoints are told of what happens in it; empty while
   * nobody asked for that.
   */
  @Transactional
  public Optional<Application> operational(EnvironmentId environment) {
    return applications
        .lookUpAny(environment, Configuration.Application.OPERATIONAL_UID, LockModeType.NONE)
        .map(ApplicationRow::toApplication);
  }

  /** As {@link #operational}; it is made when there is none. */
  public Application operationalOrNew(EnvironmentId environment) {
    return operational(environment)
        .orElseGet(
            () ->
                changes.make(
                    recorder -> {
                      // Two first endpoints at once: the second waits, and finds it.
                      applications.holdOperational(environment);
                      return operational(environment)
                          .orElseGet(() -> insert(environment, OPERATIONAL, recorder));
                    }));
  }

  /**
   * The application of this id or uid, kept from being deleted until the caller's transaction ends.
   *
   * @throws ApiException 404 when there is none within reach
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Application getAndHold(Reach reach, String idOrUid) {
    return found(reach, idOrUid, LockModeType.PESSIMISTIC_READ);
  }

  /**
   * The application of this id or uid; it is made when there is none and a body is given for it.
   *
   * @throws ApiException 404 when there is none within reach; 422 when the body's uid is another
   */
  public Application getOrCreate(Reach reach, String idOrUid, @Nullable ApplicationBody body) {
    if (body == null) {
      return get(reach, idOrUid);
    }
    return Upsert.twice(
            () ->
                changes.make(
                    recorder ->
                        applications
                            .lookUp(reach.environment(), idOrUid, LockModeType.NONE)
                            .map(row -> Upsert.existing(row.toApplication()))
                            .orElseGet(
                                () ->
                                    Upsert.created(
                                        insert(
                                            reach.environment(),
                                            body.settingsOf(idOrUid),
                                            recorder)))))
        .thing();
  }

  /** One page of an environment's applications. */
  @Transactional
  ListResponse<ApplicationOut> list(
      EnvironmentId environment, PageRequest page, boolean ascending) {
    return ListResponse.of(
        applications.page(environment, page, ascending),
        page,
        row -> row.id,
        row -> ApplicationOut.of(row.toApplication()));
  }

  /**
   * Makes an application.
   *
   * @throws ApiException 409 when its uid is taken
   */
  Application create(EnvironmentId environment, ApplicationSettings settings) {
    return changes.make(recorder -> insert(environment, settings, recorder));
  }

  /** Makes an application, or gives the one that has its uid. */
  Upsert<Application> createIfAbsent(EnvironmentId environment, ApplicationSettings settings) {
    Uid uid = settings.uid();
    if (uid == null) {
      return Upsert.created(create(environment, settings));
    }
    // Two of these at once: the one that loses the race finds what the other made.
    return Upsert.twice(
        () ->
            changes.make(
                recorder ->
                    applications
                        .lookUp(environment, uid.value(), LockModeType.NONE)
                        .map(row -> Upsert.existing(row.toApplication()))
                        .orElseGet(() -> Upsert.created(insert(environment, settings, recorder)))));
  }

  /**
   * Replaces the settings of the application of this id or uid; makes it when there is none.
   *
   * @param settings without a uid of their own they take the one by which they were addressed
   * @throws ApiException 404 when the text is neither id nor uid; 409 when the new uid is taken
   */
  Upsert<Application> replace(
      EnvironmentId environment, String idOrUid, ApplicationSettings settings) {
    Uid addressed = addressedAs(idOrUid);
    ApplicationSettings wanted = settings.orUid(addressed);
    return Upsert.twice(
        () ->
            changes.make(
                recorder ->
                    applications
                        .lookUp(environment, idOrUid, LockModeType.PESSIMISTIC_WRITE)
                        .map(row -> Upsert.existing(update(row, current -> wanted, recorder)))
                        .orElseGet(() -> Upsert.created(insert(environment, wanted, recorder)))));
  }

  /**
   * Changes some settings of an application.
   *
   * @throws ApiException 404 when there is none; 409 when the new uid is taken
   */
  Application patch(
      EnvironmentId environment, String idOrUid, UnaryOperator<ApplicationSettings> change) {
    return changes.make(
        recorder ->
            update(
                applications
                    .lookUp(environment, idOrUid, LockModeType.PESSIMISTIC_WRITE)
                    .orElseThrow(ApiException::notFound),
                change,
                recorder));
  }

  /**
   * Deletes an application and all that it owns.
   *
   * @throws ApiException 404 when there is none
   */
  void delete(EnvironmentId environment, String idOrUid) {
    changes.make(
        recorder -> {
          ApplicationRow row =
              applications
                  .lookUp(environment, idOrUid, LockModeType.PESSIMISTIC_WRITE)
                  .orElseThrow(ApiException::notFound);
          Application application = row.toApplication();
          deletions.fire(new ApplicationDeletion(application.id(), recorder));
          applications.delete(row);
          recorder.removed(application.configuration(), ApplicationOut.of(application));
          return application;
        });
  }

  private Application insert(
      EnvironmentId environment, ApplicationSettings settings, ChangeRecorder recorder) {
    return insert(environment, settings, null, recorder);
  }

  /** Adds an application within a larger change, with the id that it had where it was exported. */
  Application insert(
      EnvironmentId environment,
      ApplicationSettings settings,
      @Nullable String origin,
      ChangeRecorder recorder) {
    Instant now = clock.instant();
    Application application =
        new Application(ApplicationId.random(now, random), environment, settings, now, now);
    applications.insert(application, origin);
    recorder.created(application.configuration(), ApplicationOut.of(application));
    return application;
  }

  /** Changes an application whose row is locked, within a larger change. */
  Application update(
      ApplicationRow row, UnaryOperator<ApplicationSettings> change, ChangeRecorder recorder) {
    Application present = row.toApplication();
    Application changed = present.with(change.apply(present.settings()), clock.instant());
    applications.update(row, changed);
    recorder.changed(
        changed.configuration(), ApplicationOut.of(present), ApplicationOut.of(changed));
    return changed;
  }

  private static @Nullable Uid addressedAs(String idOrUid) {
    if (ApplicationId.isForm(idOrUid)) {
      return null;
    }
    if (!Uid.isForm(idOrUid)
        || idOrUid.startsWith(ApplicationId.PREFIX)
        || idOrUid.equals(Configuration.Application.OPERATIONAL_UID)) {
      throw ApiException.notFound();
    }
    return new Uid(idOrUid);
  }

  /** Hooklane's own is found only by who reaches nothing else. */
  private Application found(Reach reach, String idOrUid, LockModeType lock) {
    return applications
        .lookUpAny(reach.environment(), idOrUid, lock)
        .filter(row -> !row.isOperational() || reach.onlyApplication() != null)
        .map(ApplicationRow::toApplication)
        .filter(application -> reach.covers(application.id()))
        .orElseThrow(ApiException::notFound);
  }
}
