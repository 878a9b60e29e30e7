package io.hooklane.deliverylog.statistics;

import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.ValidationException;

/** What statistics are told apart by, besides time. */
enum Grouping {
  NOTHING("''"),
  APPLICATION("application_id"),
  ENDPOINT("endpoint_id"),
  EVENT_TYPE("event_type");

  private final String column;

  Grouping(String column) {
    this.column = column;
  }

  /** The expression to group by. */
  String column() {
    return column;
  }

  /**
   * The request's parameter {@code by}.
   *
   * @throws ValidationException when it is something else
   */
  static Grouping of(QueryParameters parameters) {
    return switch (parameters.text("by")) {
      case null -> NOTHING;
      case "application" -> APPLICATION;
      case "endpoint" -> ENDPOINT;
      case "event_type" -> EVENT_TYPE;
      case String other ->
          throw ValidationException.query("by", "Say application, endpoint or event_type");
    };
  }
}
