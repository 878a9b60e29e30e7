package io.hooklane.subscription.eventtype;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The catalogs of all environments. What changes here is on the configuration log on return. */
@Singleton
public class EventTypes {

  private final EventTypeRepository types;
  private final ConfigurationChanges changes;
  private final Clock clock;

  EventTypes(EventTypeRepository types, ConfigurationChanges changes, Clock clock) {
    this.types = types;
    this.changes = changes;
    this.clock = clock;
  }

  /** Those of the names that no endpoint can newly ask for: not in the catalog, or archived. */
  @Transactional
  public Set<String> notInUse(EnvironmentId environment, Collection<String> names) {
    Set<String> missing = new LinkedHashSet<>(names);
    if (!missing.isEmpty()) {
      missing.removeAll(Set.copyOf(types.inUse(environment, names)));
    }
    return missing;
  }

  /**
   * The event type of this name.
   *
   * @throws ApiException 404 when the catalog has none
   */
  @Transactional
  EventType get(EnvironmentId environment, String name) {
    return types
        .lookUp(environment, name, LockModeType.NONE)
        .map(EventTypeRow::toEventType)
        .orElseThrow(ApiException::notFound);
  }

  /** One page of the catalog. */
  @Transactional
  ListResponse<EventTypeOut> list(
      EnvironmentId environment,
      PageRequest page,
      boolean ascending,
      boolean withArchived,
      boolean withSchemas) {
    return ListResponse.of(
        types.page(environment, page, ascending, withArchived),
        page,
        row -> row.name,
        row -> EventTypeOut.of(row.toEventType(), withSchemas));
  }

  /**
   * Adds an event type; one of that name that is archived is replaced.
   *
   * @throws ApiException 409 {@code event_type_exists} when the name is taken
   */
  EventType create(EnvironmentId environment, EventTypeName name, EventTypeSettings settings) {
    return changes.make(
        recorder ->
            types
                .lookUp(environment, name.value(), LockModeType.PESSIMISTIC_WRITE)
                .map(
                    row -> {
                      if (!row.archived) {
                        throw EventTypeRepository.alreadyThere();
                      }
                      return update(row, present -> settings, recorder);
                    })
                .orElseGet(() -> insert(environment, name, settings, recorder)));
  }

  /**
   * Replaces an event type; adds it when there is none.
   *
   * @throws ApiException 404 when the text cannot be a name
   */
  Upsert<EventType> replace(EnvironmentId environment, String name, EventTypeSettings settings) {
    if (!EventTypeName.isForm(name)) {
      throw ApiException.notFound();
    }
    return Upsert.twice(
        () ->
            changes.make(
                recorder ->
                    types
                        .lookUp(environment, name, LockModeType.PESSIMISTIC_WRITE)
                        .map(row -> Upsert.existing(update(row, present -> settings, recorder)))
                        .orElseGet(
                            () ->
                                Upsert.created(
                                    insert(
                                        environment,
                                        new EventTypeName(name),
                                        settings,
                                        recorder)))));
  }

  /**
   * Changes some settings of an event type.
   *
   * @throws ApiException 404 when the catalog has none
   */
  EventType patch(EnvironmentId environment, String name, UnaryOperator<EventTypeSettings> change) {
    return changes.make(recorder -> update(locked(environment, name), change, recorder));
  }

  /**
   * Archives an event type, or takes it out of the catalog. Endpoints that asked for it stay as
   * they are.
   *
   * @throws ApiException 404 when the catalog has none
   */
  void delete(EnvironmentId environment, String name, boolean expunge) {
    changes.make(
        recorder -> {
          EventTypeRow row = locked(environment, name);
          EventType type = row.toEventType();
          if (expunge) {
            types.delete(row);
            recorder.removed(type.configuration(), EventTypeOut.of(type, true));
          } else {
            update(row, EventTypeSettings::archive, recorder);
          }
          return type;
        });
  }

  private EventTypeRow locked(EnvironmentId environment, String name) {
    return types
        .lookUp(environment, name, LockModeType.PESSIMISTIC_WRITE)
        .orElseThrow(ApiException::notFound);
  }

  private EventType insert(
      EnvironmentId environment,
      EventTypeName name,
      EventTypeSettings settings,
      ChangeRecorder recorder) {
    Instant now = clock.instant();
    EventType type = new EventType(environment, name, settings, now, now);
    types.insert(type);
    recorder.created(type.configuration(), EventTypeOut.of(type, true));
    return type;
  }

  private EventType update(
      EventTypeRow row, UnaryOperator<EventTypeSettings> change, ChangeRecorder recorder) {
    EventType present = row.toEventType();
    EventType changed = present.with(change.apply(present.settings()), clock.instant());
    row.take(changed);
    recorder.changed(
        changed.configuration(), EventTypeOut.of(present, true), EventTypeOut.of(changed, true));
    return changed;
  }
}
