package io.hooklane.deliverylog.search;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.attempt.MessageStatus;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.searchkey.SearchKey;
import io.hooklane.management.ValidationException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What deliveries are searched by; each absent one narrows nothing.
 *
 * @param failure the wire name of why the latest attempt failed
 * @param attributes values of search attributes, all of which the message has
 * @param value one that the message has in any of these attributes
 * @param anyOf all of the environment's search attributes
 */
record SearchFilters(
    ListFilters common,
    @Nullable ApplicationId application,
    @Nullable EndpointId endpoint,
    @Nullable String message,
    @Nullable String event,
    Optional<MessageStatus> status,
    @Nullable String failure,
    List<SearchKey> attributes,
    @Nullable String value,
    Set<String> anyOf) {

  /** What an attribute's parameter begins with. */
  static final String ATTRIBUTE = "attribute.";

  private static final int LONGEST_EVENT_ID = 256;

  SearchFilters {
    attributes = List.copyOf(attributes);
  }

  /**
   * Those that the request names.
   *
   * @param names the environment's search attributes
   * @throws ValidationException when one cannot be read
   */
  static SearchFilters of(
      QueryParameters parameters,
      @Nullable ApplicationId application,
      @Nullable EndpointId endpoint,
      Set<String> names) {
    String message = parameters.text("message_id");
    if (message != null && !MessageId.isForm(message)) {
      throw ValidationException.query(
          "message_id", "Not a message's id; ask for an event's id by event_id");
    }
    String value = parameters.text("value", SearchKey.LONGEST_VALUE);
    if (value != null && names.isEmpty()) {
      throw ValidationException.query(
          "value", "The environment has no search attributes; an operator can set them");
    }
    return new SearchFilters(
        ListFilters.of(parameters),
        application,
        endpoint,
        message,
        parameters.text("event_id", LONGEST_EVENT_ID),
        MessageStatus.filter(parameters),
        failure(parameters),
        names.stream().sorted().flatMap(name -> attribute(parameters, name).stream()).toList(),
        value,
        names);
  }

  /** Sending is not recorded, and what succeeded has no failure. */
  boolean fitsNothing() {
    return status.equals(Optional.of(MessageStatus.SENDING))
        || (failure != null && status.equals(Optional.of(MessageStatus.SUCCESS)));
  }

  /**
   * These, or one for each attribute that a value may stand in or each status that a delivery with
   * a failure may have: together they find what these do.
   */
  List<SearchFilters> parts() {
    if (message != null || event != null || !attributes.isEmpty()) {
      return List.of(this);
    }
    String anywhere = value;
    if (anywhere != null) {
      return anyOf.stream().sorted().map(name -> with(new SearchKey(name, anywhere))).toList();
    }
    if (failure != null && status.isEmpty() && common.name() == null) {
      return Stream.of(MessageStatus.PENDING, MessageStatus.FAIL, MessageStatus.CANCELED)
          .map(this::with)
          .toList();
    }
    return List.of(this);
  }

  private SearchFilters with(SearchKey only) {
    return new SearchFilters(
        common, application, endpoint, message, event, status, failure, List.of(only), null, anyOf);
  }

  private SearchFilters with(MessageStatus only) {
    return new SearchFilters(
        common,
        application,
        endpoint,
        message,
        event,
        Optional.of(only),
        failure,
        attributes,
        value,
        anyOf);
  }

  private static Optional<SearchKey> attribute(QueryParameters parameters, String name) {
    String value = parameters.text(ATTRIBUTE + name, SearchKey.LONGEST_VALUE);
    return value == null ? Optional.empty() : Optional.of(new SearchKey(name, value));
  }

  private static @Nullable String failure(QueryParameters parameters) {
    String failure = parameters.text("failure");
    if (failure != null
        && Arrays.stream(Failure.values()).noneMatch(one -> one.wireName().equals(failure))) {
      throw ValidationException.query(
          "failure",
          "One of "
              + Arrays.stream(Failure.values())
                  .map(Failure::wireName)
                  .collect(Collectors.joining(", ")));
    }
    return failure;
  }
}
