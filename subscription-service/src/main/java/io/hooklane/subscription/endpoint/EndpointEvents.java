package io.hooklane.subscription.endpoint;

import static io.hooklane.subscription.operational.OperationalEventType.ENDPOINT_CREATED;
import static io.hooklane.subscription.operational.OperationalEventType.ENDPOINT_DELETED;
import static io.hooklane.subscription.operational.OperationalEventType.ENDPOINT_DISABLED;
import static io.hooklane.subscription.operational.OperationalEventType.ENDPOINT_ENABLED;
import static io.hooklane.subscription.operational.OperationalEventType.ENDPOINT_UPDATED;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.management.Reach;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.Applications;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.operational.OperationalEventType;
import io.hooklane.subscription.operational.OperationalOutbox;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tells operational webhooks what became of endpoints. Every method is a part of the transaction of
 * the change that it tells of, and does nothing where nobody listens, or when the endpoint is
 * itself one that listens.
 */
@Singleton
class EndpointEvents {

  private final EndpointRepository endpoints;
  private final Applications applications;
  private final OperationalOutbox outbox;
  private final ObjectMapper json;
  private final Clock clock;
  private final RandomGenerator random;

  EndpointEvents(
      EndpointRepository endpoints,
      Applications applications,
      OperationalOutbox outbox,
      ObjectMapper json,
      Clock clock,
      RandomGenerator random) {
    this.endpoints = endpoints;
    this.applications = applications;
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
    this.random = random;
  }

  void created(Endpoint endpoint) {
    tell(ENDPOINT_CREATED, endpoint, data -> {});
  }

  /** Something beside its settings was changed: its secret, its headers, how it authenticates. */
  void updated(Endpoint endpoint) {
    tell(ENDPOINT_UPDATED, endpoint, data -> {});
  }

  /** A caller may have changed its settings; what is as before is not told. */
  void updated(Endpoint before, Endpoint after) {
    if (!after.settings().equals(before.settings())) {
      updated(after);
    }
    boolean disabled = after.settings().disabled();
    if (disabled != before.settings().disabled()) {
      tell(
          disabled ? ENDPOINT_DISABLED : ENDPOINT_ENABLED,
          after,
          data -> {
            if (disabled) {
              data.put("trigger", "manual");
            }
          });
    }
  }

  /**
   * Hooklane itself disabled it.
   *
   * @param failingSince null when it was not for failures over time: then it is since it was found
   *     out
   */
  void disabledFor(DisabledReason reason, @Nullable Instant failingSince, Endpoint endpoint) {
    tell(
        ENDPOINT_DISABLED,
        endpoint,
        data -> {
          data.put("failSince", (failingSince == null ? reason.at() : failingSince).toString());
          data.put("trigger", "automatic");
          data.put("reason", reason.verdict().wireName());
        });
  }

  void deleted(Endpoint endpoint) {
    tell(ENDPOINT_DELETED, endpoint, data -> {});
  }

  private void tell(OperationalEventType type, Endpoint endpoint, Consumer<ObjectNode> more) {
    Optional<Application> listening = applications.operational(endpoint.environment());
    if (listening.isEmpty()
        || listening.get().id().equals(endpoint.application())
        || !anyTakes(listening.get().id(), type)) {
      return;
    }
    Instant now = clock.instant();
    Message message =
        new Message(
            MessageId.random(now, random),
            endpoint.environment(),
            listening.get().id(),
            type.wireName(),
            null,
            List.of(),
            List.of(),
            now,
            null,
            Message.JSON,
            null,
            false);
    outbox.add(message, payload(type, endpoint, more));
  }

  private boolean anyTakes(ApplicationId listening, OperationalEventType type) {
    return endpoints.enabled(listening).stream()
        .map(row -> row.toEndpoint().settings().eventTypes())
        .anyMatch(wanted -> wanted == null || wanted.takes(type.wireName()));
  }

  private byte[] payload(OperationalEventType type, Endpoint endpoint, Consumer<ObjectNode> more) {
    ObjectNode body = json.createObjectNode().put("type", type.wireName());
    ObjectNode data = body.putObject("data");
    data.put("appId", endpoint.application().value());
    putUid(data, "appUid", uidOfApplication(endpoint));
    data.put("endpointId", endpoint.id().value());
    putUid(data, "endpointUid", endpoint.settings().uid());
    more.accept(data);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable Uid uidOfApplication(Endpoint endpoint) {
    return applications
        .get(Reach.over(endpoint.environment()), endpoint.application().value())
        .settings()
        .uid();
  }

  private static void putUid(ObjectNode data, String field, @Nullable Uid uid) {
    if (uid != null) {
      data.put(field, uid.value());
    }
  }
}
