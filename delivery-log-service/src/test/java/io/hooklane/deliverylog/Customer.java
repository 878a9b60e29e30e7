package io.hooklane.deliverylog;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An application with one endpoint, new in each test, and what happens to its messages. */
public record Customer(
    EnvironmentId environment, ApplicationId id, String uid, EndpointId endpoint) {

  /** The environment that the tests' caller belongs to. */
  public static final String ENVIRONMENT = "env_0000000000000000000000000aa";

  private static final SplittableRandom RANDOM = new SplittableRandom();

  public static Customer aCustomer() {
    return inEnvironment(new EnvironmentId(ENVIRONMENT));
  }

  public static Customer inEnvironment(EnvironmentId environment) {
    return new Customer(
        environment,
        ApplicationId.random(Instant.now(), RANDOM),
        "customer-" + UUID.randomUUID(),
        EndpointId.random(Instant.now(), RANDOM));
  }

  public List<Configuration> configuration() {
    return List.of(
        new Configuration.Application(id, environment, uid, "A customer", null),
        endpoint(false, List.of(), List.of()));
  }

  /** The endpoint as it may come to be. */
  public Configuration.Endpoint endpoint(
      boolean disabled, List<String> eventTypes, List<String> channels) {
    return new Configuration.Endpoint(
        endpoint,
        environment,
        id,
        uid + "-endpoint",
        "https://example.com/hook",
        disabled,
        eventTypes,
        channels,
        List.of(),
        null,
        null,
        "",
        null,
        null,
        null,
        null,
        Configuration.Sending.STANDARD);
  }

  public Message message(String type, Instant acceptedAt, String... channels) {
    return new Message(
        MessageId.random(acceptedAt, RANDOM),
        environment,
        id,
        type,
        null,
        List.of(channels),
        List.of(),
        acceptedAt,
        null,
        Message.JSON,
        null,
        false);
  }

  /** A sample for one endpoint alone. */
  public Message sample(EndpointId onlyEndpoint) {
    return new Message(
        MessageId.random(Instant.now(), RANDOM),
        environment,
        id,
        "order.created",
        null,
        List.of(),
        List.of(),
        Instant.now(),
        null,
        Message.JSON,
        onlyEndpoint,
        true);
  }

  public Message messageOfEvent(String eventId) {
    return messageOfEvent(eventId, Instant.now());
  }

  public Message messageOfEvent(String eventId, Instant acceptedAt) {
    return new Message(
        MessageId.ofEvent(id, eventId),
        environment,
        id,
        "order.created",
        eventId,
        List.of(),
        List.of(),
        acceptedAt,
        null,
        Message.JSON,
        null,
        false);
  }

  public Delivery delivery(Message message) {
    return new Delivery(
        DeliveryId.of(message.id(), endpoint),
        message.id(),
        environment,
        id,
        endpoint,
        message.eventType(),
        message.acceptedAt(),
        Message.JSON,
        1,
        Trigger.SCHEDULED,
        message.acceptedAt(),
        0,
        0,
        null);
  }

  public DeliveryReport.Attempt success(Delivery delivery, int number) {
    return attempt(
        delivery, Trigger.SCHEDULED, number, 200, null, null, DeliveryState.SUCCESS, null);
  }

  public DeliveryReport.Attempt retried(Delivery delivery, int number) {
    return attempt(
        delivery,
        Trigger.SCHEDULED,
        number,
        500,
        Failure.STATUS,
        "The receiver answered 500",
        DeliveryState.PENDING,
        at(delivery, number).plusSeconds(300));
  }

  public DeliveryReport.Attempt unreachable(Delivery delivery, int number) {
    return attempt(
        delivery,
        Trigger.SCHEDULED,
        number,
        0,
        Failure.CONNECT,
        "Connection refused",
        DeliveryState.FAILED,
        null);
  }

  /** The same delivery, asked for by hand. */
  public Delivery resent(Delivery delivery) {
    return new Delivery(
        delivery.id(),
        delivery.message(),
        environment,
        id,
        endpoint,
        delivery.eventType(),
        delivery.acceptedAt(),
        Message.JSON,
        1,
        Trigger.MANUAL,
        Instant.now(),
        0,
        0,
        null);
  }

  public DeliveryReport.Attempt failedByHand(Delivery delivery, int number) {
    return attempt(
        delivery,
        Trigger.MANUAL,
        number,
        500,
        Failure.STATUS,
        "The receiver answered 500",
        DeliveryState.FAILED,
        null);
  }

  public DeliveryReport.Cancellation canceledByHand(Delivery delivery) {
    return new DeliveryReport.Cancellation(
        DeliveryReport.Subject.of(delivery),
        Instant.now(),
        Trigger.MANUAL,
        "The endpoint was disabled");
  }

  public DeliveryReport.Cancellation canceled(Delivery delivery) {
    return new DeliveryReport.Cancellation(
        DeliveryReport.Subject.of(delivery), Instant.now(), "The endpoint was disabled");
  }

  private static DeliveryReport.Attempt attempt(
      Delivery delivery,
      Trigger trigger,
      int number,
      int status,
      @Nullable Failure failure,
      @Nullable String detail,
      DeliveryState state,
      @Nullable Instant next) {
    return new DeliveryReport.Attempt(
        DeliveryReport.Subject.of(delivery),
        AttemptId.random(at(delivery, number), RANDOM),
        number,
        trigger,
        at(delivery, number),
        Duration.ofMillis(12),
        "https://example.com/hook",
        status,
        failure,
        detail,
        new Timings(null, null, null, Duration.ofMillis(9)),
        "content-type: application/json",
        status == 0 ? null : "content-type: text/plain",
        state,
        next);
  }

  private static Instant at(Delivery delivery, int number) {
    return delivery.acceptedAt().plusSeconds(number);
  }
}
