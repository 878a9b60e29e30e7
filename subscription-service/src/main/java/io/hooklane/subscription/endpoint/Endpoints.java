package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.ApiException;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Reach;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.ApplicationDeletion;
import io.hooklane.subscription.application.Applications;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.audit.AuditAction;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import io.hooklane.subscription.routing.AcceptedMessages;
import io.hooklane.subscription.secret.Secrets;
import io.hooklane.subscription.secret.SigningSecret;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of all applications. What changes here is on the configuration log on return. Each
 * method throws {@link ApiException} 404 when there is no such application or endpoint within
 * reach.
 */
@Singleton
class Endpoints {

  private static final String SIGNATURE = "signature";

  private final EndpointRepository endpoints;
  private final Applications applications;
  private final Secrets secrets;
  private final SealedHeaders headers;
  private final EndpointConfigurations configurations;
  private final ConfigurationChanges changes;
  private final AcceptedMessages acceptedMessages;
  private final EnvironmentRules rules;
  private final SendingCheck sendingCheck;
  private final EndpointEvents events;
  private final Clock clock;
  private final RandomGenerator random;

  Endpoints(
      EndpointRepository endpoints,
      Applications applications,
      Secrets secrets,
      SealedHeaders headers,
      EndpointConfigurations configurations,
      ConfigurationChanges changes,
      AcceptedMessages acceptedMessages,
      EnvironmentRules rules,
      SendingCheck sendingCheck,
      EndpointEvents events,
      Clock clock,
      RandomGenerator random) {
    this.endpoints = endpoints;
    this.applications = applications;
    this.secrets = secrets;
    this.headers = headers;
    this.configurations = configurations;
    this.changes = changes;
    this.acceptedMessages = acceptedMessages;
    this.rules = rules;
    this.sendingCheck = sendingCheck;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** The endpoint of this id or uid. */
  @Transactional
  Endpoint get(Reach reach, String application, String idOrUid) {
    return row(reach, application, idOrUid).toEndpoint();
  }

  /** One page of an application's endpoints, each as this makes it of them. */
  @Transactional
  <T> ListResponse<T> list(
      Reach reach,
      String application,
      PageRequest page,
      boolean ascending,
      Function<Endpoint, T> shown) {
    return ListResponse.of(
        endpoints.page(applications.get(reach, application).id(), page, ascending),
        page,
        row -> row.id,
        row -> shown.apply(row.toEndpoint()));
  }

  /** The current secret. */
  @Transactional
  SigningSecret secret(Reach reach, String application, String idOrUid) {
    return secrets.current(new EndpointId(row(reach, application, idOrUid).id));
  }

  /**
   * Makes an endpoint.
   *
   * @throws ApiException 409 when its uid is taken, or its URL where that may be there once only
   */
  Endpoint create(Reach reach, String application, NewEndpoint wanted) {
    return changes.make(
        recorder -> {
          Application owner = applications.getAndHold(reach, application);
          rules.holdUrls(owner);
          return insert(owner, wanted.settings(), wanted, recorder);
        });
  }

  /**
   * Replaces the settings of the endpoint of this id or uid; makes it when there is none.
   *
   * @param asked settings without a uid of their own take the one by which they were addressed
   * @throws ApiException 404 also when the text is neither id nor uid; 409 when the new uid is
   *     taken
   */
  Upsert<Endpoint> replace(Reach reach, String application, String idOrUid, NewEndpoint asked) {
    EndpointSettings wanted = asked.settings().orUid(addressedAs(idOrUid));
    letEarlierMessagesPass(reach, application, idOrUid, present -> wanted);
    return Upsert.twice(
        () ->
            changes.make(
                recorder -> {
                  Application owner = applications.getAndHold(reach, application);
                  rules.holdUrls(owner);
                  return endpoints
                      .lookUp(owner.id(), idOrUid, LockModeType.PESSIMISTIC_WRITE)
                      .map(row -> Upsert.existing(replace(row, wanted, asked, recorder)))
                      .orElseGet(() -> Upsert.created(insert(owner, wanted, asked, recorder)));
                }));
  }

  /**
   * Changes some settings of an endpoint.
   *
   * @throws ApiException 409 when its new uid is taken
   */
  Endpoint patch(
      Reach reach, String application, String idOrUid, UnaryOperator<EndpointSettings> change) {
    letEarlierMessagesPass(reach, application, idOrUid, change);
    return changes.make(
        recorder -> {
          rules.holdUrls(applications.get(reach, application));
          return update(locked(reach, application, idOrUid), change, recorder);
        });
  }

  /** Makes another secret the current one; see {@link Secrets#rotate}. */
  void rotate(Reach reach, String application, String idOrUid, RotationIn.Rotation rotation) {
    changes.make(
        recorder -> {
          EndpointRow row = locked(reach, application, idOrUid);
          secrets.rotate(new EndpointId(row.id), rotation.choice(), rotation.grace());
          sendingCheck.requireSound(row.toEndpoint(), "secretType");
          Endpoint rotated = update(AuditAction.ROTATE_SECRET, row, present -> present, recorder);
          events.updated(rotated);
          return rotated;
        });
  }

  /** The headers that are sent with each attempt besides Hooklane's own. */
  @Transactional
  EndpointHeaders headers(Reach reach, String application, String idOrUid) {
    return headers.of(new EndpointId(row(reach, application, idOrUid).id));
  }

  /** Changes an endpoint's headers. */
  void changeHeaders(
      Reach reach, String application, String idOrUid, UnaryOperator<EndpointHeaders> change) {
    change(
        reach,
        application,
        idOrUid,
        (endpoint, recorder) -> changeHeaders(endpoint, change, recorder));
  }

  /** Changes what stands beside an endpoint's settings: that too is a change of the endpoint. */
  void change(
      Reach reach,
      String application,
      String idOrUid,
      BiConsumer<Endpoint, ChangeRecorder> change) {
    changes.make(
        recorder -> {
          EndpointRow row = locked(reach, application, idOrUid);
          Endpoint present = row.toEndpoint();
          Endpoint changed = present.with(present.settings(), clock.instant());
          endpoints.update(row, changed);
          change.accept(changed, recorder);
          events.updated(changed);
          return changed;
        });
  }

  /** Deletes an endpoint. */
  void delete(Reach reach, String application, String idOrUid) {
    changes.make(
        recorder -> {
          EndpointRow row = locked(reach, application, idOrUid);
          delete(row, recorder);
          return row;
        });
  }

  void deleteAll(@Observes ApplicationDeletion deletion) {
    for (EndpointRow row : endpoints.lockAll(deletion.application())) {
      delete(row, deletion.recorder());
    }
  }

  /** What happened while an endpoint was disabled is not sent to it once it is enabled again. */
  private void letEarlierMessagesPass(
      Reach reach, String application, String idOrUid, UnaryOperator<EndpointSettings> change) {
    boolean enables =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    endpoints
                        .lookUp(
                            applications.get(reach, application).id(), idOrUid, LockModeType.NONE)
                        .map(row -> row.toEndpoint().settings())
                        .filter(EndpointSettings::disabled)
                        .filter(present -> !change.apply(present).disabled())
                        .isPresent());
    if (enables) {
      acceptedMessages.awaitResolved();
    }
  }

  private Endpoint insert(
      Application owner, EndpointSettings settings, NewEndpoint asked, ChangeRecorder recorder) {
    return insert(owner, settings, asked, null, recorder);
  }

  /** Adds an endpoint within a larger change, with the id that it had where it was exported. */
  Endpoint insert(
      Application owner,
      EndpointSettings settings,
      NewEndpoint asked,
      @Nullable String origin,
      ChangeRecorder recorder) {
    Instant now = clock.instant();
    EndpointId id = EndpointId.random(now, random);
    Endpoint endpoint =
        new Endpoint(
            id,
            owner.environment(),
            owner.id(),
            settings,
            null,
            rules.activeFrom(owner.environment(), now),
            now,
            now);
    rules.requireFree(endpoint);
    endpoints.insert(endpoint, origin);
    secrets.begin(id, asked.secret());
    sendingCheck.requireSound(endpoint, SIGNATURE);
    recorder.created(configurations.of(endpoint), EndpointOut.of(endpoint, now));
    takeHeaders(endpoint, asked, recorder);
    events.created(endpoint);
    return endpoint;
  }

  private Endpoint replace(
      EndpointRow row, EndpointSettings wanted, NewEndpoint asked, ChangeRecorder recorder) {
    EndpointSettings before = row.toEndpoint().settings();
    Endpoint changed = update(row, present -> wanted, recorder);
    if (takeHeaders(changed, asked, recorder) && changed.settings().equals(before)) {
      events.updated(changed);
    }
    return changed;
  }

  private boolean takeHeaders(Endpoint endpoint, NewEndpoint asked, ChangeRecorder recorder) {
    EndpointHeaders wanted = asked.headers();
    if (wanted == null || wanted.equals(headers.of(endpoint.id()))) {
      return false;
    }
    changeHeaders(endpoint, present -> wanted, recorder);
    return true;
  }

  private void changeHeaders(
      Endpoint endpoint, UnaryOperator<EndpointHeaders> change, ChangeRecorder recorder) {
    EndpointHeaders present = headers.of(endpoint.id());
    EndpointHeaders changed = change.apply(present);
    headers.replace(endpoint.id(), changed);
    sendingCheck.requireSound(endpoint, "headers");
    recorder.changed(
        configurations.of(endpoint),
        EndpointHeadersOut.masked(present),
        EndpointHeadersOut.masked(changed));
  }

  /** Changes an endpoint whose row is locked, within a larger change. */
  Endpoint update(
      EndpointRow row, UnaryOperator<EndpointSettings> change, ChangeRecorder recorder) {
    return update(AuditAction.UPDATE, row, change, recorder);
  }

  private Endpoint update(
      AuditAction action,
      EndpointRow row,
      UnaryOperator<EndpointSettings> change,
      ChangeRecorder recorder) {
    Endpoint present = row.toEndpoint();
    Instant now = clock.instant();
    Endpoint changed = present.with(change.apply(present.settings()), now);
    if (!changed.settings().url().equals(present.settings().url())) {
      rules.requireFree(changed);
    }
    if (!changed.settings().sending().equals(present.settings().sending())) {
      sendingCheck.requireSound(changed, SIGNATURE);
    }
    endpoints.update(row, changed);
    recorder.changed(
        action,
        configurations.of(changed),
        EndpointOut.of(present, now),
        EndpointOut.of(changed, now));
    events.updated(present, changed);
    return changed;
  }

  private void delete(EndpointRow row, ChangeRecorder recorder) {
    Endpoint endpoint = row.toEndpoint();
    endpoints.delete(row);
    recorder.removed(
        endpoint.configuration(List.of(), null, Configuration.Sending.STANDARD),
        EndpointOut.of(endpoint, clock.instant()));
    events.deleted(endpoint);
  }

  private EndpointRow row(Reach reach, String application, String idOrUid) {
    return lookUp(reach, application, idOrUid, LockModeType.NONE);
  }

  private EndpointRow locked(Reach reach, String application, String idOrUid) {
    return lookUp(reach, application, idOrUid, LockModeType.PESSIMISTIC_WRITE);
  }

  private EndpointRow lookUp(Reach reach, String application, String idOrUid, LockModeType lock) {
    ApplicationId owner = applications.get(reach, application).id();
    return endpoints.lookUp(owner, idOrUid, lock).orElseThrow(ApiException::notFound);
  }

  private static @Nullable Uid addressedAs(String idOrUid) {
    if (EndpointId.isForm(idOrUid)) {
      return null;
    }
    if (!Uid.isForm(idOrUid) || idOrUid.startsWith(EndpointId.PREFIX)) {
      throw ApiException.notFound();
    }
    return new Uid(idOrUid);
  }
}
