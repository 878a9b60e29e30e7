package io.hooklane.deliverylog.search;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.attempt.AttemptLog;
import io.hooklane.deliverylog.attempt.AttemptLog.DeliveryKey;
import io.hooklane.deliverylog.attempt.MessageAttemptOut;
import io.hooklane.deliverylog.attempt.MessageStatus;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.message.Beginnings;
import io.hooklane.deliverylog.message.Beginnings.Beginning;
import io.hooklane.deliverylog.message.MessageOut;
import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.message.MessageRows;
import io.hooklane.deliverylog.recording.RecordedState;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.management.PageRequest;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds deliveries. May block. */
@Singleton
class DeliverySearch {

  /** The list's: newest first. */
  private static final Comparator<Found> ORDER =
      Comparator.comparing((Found found) -> found.place().message().acceptedAt())
          .thenComparing(found -> found.place().message().id())
          .thenComparing(found -> found.place().endpoint())
          .reversed();

  private final Database database;
  private final RecordingProgress progress;
  private final DirectoryLookup directory;
  private final AttemptLog attempts;
  private final Beginnings beginnings;

  DeliverySearch(
      Database database,
      RecordingProgress progress,
      DirectoryLookup directory,
      AttemptLog attempts,
      Beginnings beginnings) {
    this.database = database;
    this.progress = progress;
    this.directory = directory;
    this.attempts = attempts;
    this.beginnings = beginnings;
  }

  /** A delivery, and where it stands in the list. */
  record Found(DeliveryOut delivery, DeliveryPlace place, LocalDate day) {}

  /**
   * Newest first; one row more than the page's limit where more follow. Where nothing is found,
   * what is on its way when the question comes is waited for, bounded.
   */
  List<Found> find(
      EnvironmentId environment, SearchFilters filters, PageRequest page, SearchShows shows) {
    if (filters.fitsNothing()) {
      return List.of();
    }
    List<Found> found = ask(environment, filters, page, shows);
    if (found.isEmpty() && page.after() == null && progress.awaitRecorded()) {
      found = ask(environment, filters, page, shows);
    }
    return shows.attempts() ? withAttempts(environment, found, shows.content()) : found;
  }

  /** What is asked for in parts is in order part by part. */
  private List<Found> ask(
      EnvironmentId environment, SearchFilters filters, PageRequest page, SearchShows shows) {
    Comparator<Found> order = page.backwards() ? ORDER.reversed() : ORDER;
    Optional<Beginning> better = better(environment, filters);
    List<Found> rows =
        filters.parts().stream()
            .flatMap(
                one ->
                    database
                        .all(
                            SearchQuery.of(environment, one, page, shows.content(), better),
                            row -> read(environment, row))
                        .stream())
            .collect(Collectors.toMap(Found::place, found -> found, (first, same) -> first))
            .values()
            .stream()
            .sorted(order)
            .limit(page.limit() + 1L)
            .toList();
    return page.backwards() ? rows.reversed() : rows;
  }

  /** What to begin at instead of what is usual. */
  private Optional<Beginning> better(EnvironmentId environment, SearchFilters filters) {
    if (SearchQuery.atDeliveries(filters)) {
      return beginnings.few(environment, filters.application(), filters.common());
    }
    return SearchQuery.atAnyMessages(filters)
            && filters.common().name() != null
            && beginnings.namesAreIndexed(environment)
        ? Optional.of(Beginning.NAMES)
        : Optional.empty();
  }

  private Found read(EnvironmentId environment, ResultSet row) throws SQLException {
    MessageStatus status = MessageStatus.of(RecordedState.ofCode(row.getInt("d_state")));
    MessageOut message = MessageRows.read(row);
    String application = row.getString("d_application_id");
    DeliveryOut delivery =
        new DeliveryOut(
            row.getString("d_id"),
            application,
            directory
                .presentApplication(environment, application)
                .map(Application::uid)
                .orElse(null),
            row.getString("d_endpoint_id"),
            message.id(),
            status.number(),
            status.text(),
            row.getInt("d_attempts"),
            Database.optionalMoment(row, "d_next_attempt_at"),
            row.getString("d_failure"),
            row.getString("d_reason"),
            Database.moment(row, "d_reported_at"),
            message,
            null);
    return new Found(
        delivery,
        new DeliveryPlace(
            new MessagePlace(Database.moment(row, "place_at"), message.id()),
            delivery.endpointId()),
        row.getObject("d_day", LocalDate.class));
  }

  private List<Found> withAttempts(
      EnvironmentId environment, List<Found> found, boolean withContent) {
    Map<DeliveryKey, List<MessageAttemptOut>> latest =
        attempts.latest(environment, found.stream().map(DeliverySearch::key).toList(), withContent);
    return found.stream()
        .map(
            one ->
                new Found(
                    one.delivery().with(latest.getOrDefault(key(one), List.of())),
                    one.place(),
                    one.day()))
        .toList();
  }

  private static DeliveryKey key(Found found) {
    return new DeliveryKey(found.day(), found.delivery().msgId(), found.delivery().endpointId());
  }
}
