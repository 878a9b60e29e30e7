package io.hooklane.subscription.sample;

import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.management.ApiException;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Reach;
import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.endpoint.SampleTarget;
import io.hooklane.subscription.endpoint.SampleTargets;
import io.hooklane.subscription.eventtype.CatalogView;
import io.hooklane.subscription.eventtype.EventTypes;
import io.hooklane.subscription.eventtype.PayloadSample;
import io.hooklane.subscription.sample.SampleRound.Skipped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends samples of event types to an endpoint, whatever that asks for. They are resolved, signed,
 * delivered and recorded like any message, marked as tests. On return Kafka has them.
 */
@Singleton
class SampleSender {

  /** Event types in one round. */
  static final int MOST = 100;

  private final SampleTargets targets;
  private final EventTypes catalog;
  private final MessageWriter writer;
  private final Clock clock;
  private final RandomGenerator random;

  SampleSender(
      SampleTargets targets,
      EventTypes catalog,
      MessageWriter writer,
      Clock clock,
      RandomGenerator random) {
    this.targets = targets;
    this.catalog = catalog;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Sends one sample.
   *
   * @param body that it was asked for in, to name the field that is wrong
   * @throws ApiException 404 when there is no such endpoint within reach; 503 while Kafka is away
   * @throws ValidationException when the endpoint is disabled or there is no such sample
   */
  SentSample send(
      Reach reach,
      CatalogView view,
      String application,
      String endpoint,
      WantedSample wanted,
      JsonBody body) {
    SampleTarget target = enabled(targets.get(reach, application, endpoint));
    PayloadSample sample = sample(view, wanted).orElseThrow(() -> notInCatalog(body, "eventType"));
    String payload = sample.json();
    if (payload == null) {
      throw body.problem(
          wanted.version() == null ? "eventType" : "version",
          "There is no sample: %s. Give the event type an example".formatted(sample.reason()));
    }
    SentSample sent = new SentSample(message(target, wanted.eventType()), payload);
    writer.write(List.of(sent));
    return sent;
  }

  /**
   * Sends a sample of each of several event types.
   *
   * @param eventTypes null for all that the endpoint asks for, the first {@value #MOST} by name
   * @throws ApiException 404 when there is no such endpoint within reach; 503 while Kafka is away
   * @throws ValidationException when the endpoint is disabled or one is not in the catalog
   */
  SampleRound sendAll(
      Reach reach,
      CatalogView view,
      String application,
      String endpoint,
      @Nullable List<String> eventTypes,
      JsonBody body) {
    SampleTarget target = enabled(targets.get(reach, application, endpoint));
    List<String> names =
        eventTypes != null ? eventTypes : catalog.namesInUse(view, target::takes, MOST + 1);
    List<SentSample> sent = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (String name : names.subList(0, Math.min(MOST, names.size()))) {
      PayloadSample sample =
          sample(view, new WantedSample(name, null, 0))
              .orElseThrow(() -> notInCatalog(body, "eventTypes"));
      String payload = sample.json();
      if (payload == null) {
        skipped.add(new Skipped(name, String.valueOf(sample.reason())));
      } else {
        sent.add(new SentSample(message(target, name), payload));
      }
    }
    writer.write(sent);
    return new SampleRound(sent, skipped, names.size() <= MOST);
  }

  private Optional<PayloadSample> sample(CatalogView view, WantedSample wanted) {
    return catalog.sampleInUse(view, wanted.eventType(), wanted.version(), wanted.exampleIndex());
  }

  private Message message(SampleTarget target, String eventType) {
    Instant now = clock.instant();
    return new Message(
        MessageId.random(now, random),
        target.environment(),
        target.application(),
        eventType,
        null,
        List.of(),
        List.of(),
        now,
        null,
        Message.JSON,
        target.endpoint(),
        true);
  }

  private static SampleTarget enabled(SampleTarget target) {
    if (target.disabled()) {
      throw new ValidationException(
          List.of(
              new ValidationErrorBody.Item(
                  List.of("path", "endpoint_id"),
                  "The endpoint is disabled; enable it, then send the sample",
                  "value_error")));
    }
    return target;
  }

  private static ValidationException notInCatalog(JsonBody body, String field) {
    return body.problem(
        field, "Not in the catalog, or archived; add the event type or choose another");
  }
}
