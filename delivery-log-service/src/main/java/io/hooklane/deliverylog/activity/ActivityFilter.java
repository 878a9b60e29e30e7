package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.ValidationException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stream shows.
 *
 * @param application null for all of the environment
 * @param endpoint null for all of these
 * @param eventTypes empty for all
 * @param status null for all
 */
record ActivityFilter(
    EnvironmentId environment,
    @Nullable ApplicationId application,
    @Nullable EndpointId endpoint,
    Set<String> eventTypes,
    @Nullable Status status) {

  /** How an attempt ended, or that there will be none, by the numbers that the API has for it. */
  enum Status {
    SUCCESS(0),
    FAIL(2),
    CANCELED(4);

    private final int number;

    Status(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ActivityFilter {
    eventTypes = Set.copyOf(eventTypes);
  }

  /**
   * What a request asks for.
   *
   * @throws ValidationException when it cannot be read
   */
  static ActivityFilter of(
      EnvironmentId environment,
      @Nullable ApplicationId application,
      @Nullable EndpointId endpoint,
      QueryParameters parameters) {
    return new ActivityFilter(
        environment,
        application,
        endpoint,
        Set.copyOf(parameters.names("event_types")),
        status(parameters.number("status")));
  }

  boolean shows(ActivityEvent event) {
    Subject subject = event.subject();
    return subject.environment().equals(environment)
        && (application == null || subject.application().equals(application))
        && (endpoint == null || subject.endpoint().equals(endpoint))
        && (eventTypes.isEmpty() || eventTypes.contains(subject.eventType()))
        && (status == null || event.status() == status);
  }

  private static @Nullable Status status(@Nullable Integer number) {
    if (number == null) {
      return null;
    }
    for (Status status : Status.values()) {
      if (status.number == number) {
        return status;
      }
    }
    throw ValidationException.query("status", "0 success, 2 fail or 4 canceled");
  }
}
