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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The catalogs of all environments. What changes here is on the configuration log on return. */
@Singleton
public class EventTypes {

  private static final int MOST_LOOKED_AT = 10_000;

  private final EventTypeRepository types;
  private final ConfigurationChanges changes;
  private final Clock clock;

  EventTypes(EventTypeRepository types, ConfigurationChanges changes, Clock clock) {
    this.types = types;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Those of the names that no endpoint can newly ask for: not in the catalog, archived, or hidden
   * from the caller.
   */
  @Transactional
  public Set<String> notInUse(CatalogView view, Collection<String> names) {
    Set<String> missing = new LinkedHashSet<>(names);
    if (!missing.isEmpty()) {
      missing.removeAll(Set.copyOf(types.inUse(view, names)));
    }
    return missing;
  }

  /**
   * The event type of this name.
   *
   * @throws ApiException 404 when the catalog has none that the caller sees
   */
  @Transactional
  EventType get(CatalogView view, String name) {
    return types
        .lookUp(view.environment(), name, LockModeType.NONE)
        .filter(row -> row.isShownTo(view))
        .map(EventTypeRow::toEventType)
        .orElseThrow(ApiException::notFound);
  }

  /**
   * A payload that shows what events of a type are like.
   *
   * @param version of the schema; null for the highest
   * @throws ApiException 404 when the catalog has no such event type that the caller sees, or the
   *     event type no such version
   */
  @Transactional
  PayloadSample sample(CatalogView view, String name, @Nullable String version) {
    return PayloadSamples.of(get(view, name), version, 0).orElseThrow(ApiException::notFound);
  }

  /**
   * A payload that shows what events of a type are like; empty when the catalog has no such event
   * type that the caller sees, or it is archived. Without such a version there is a reason instead
   * of a payload.
   *
   * @param version of the schema; null for the highest
   * @param index which of the examples that stand in the schema, if any do
   */
  @Transactional
  public Optional<PayloadSample> sampleInUse(
      CatalogView view, String name, @Nullable String version, int index) {
    return types
        .lookUp(view.environment(), name, LockModeType.NONE)
        .filter(row -> row.isShownTo(view) && !row.archived)
        .map(EventTypeRow::toEventType)
        .map(
            type ->
                PayloadSamples.of(type, version, index)
                    .orElseGet(
                        () -> new PayloadSample(version, null, false, "It has no such version")));
  }

  /**
   * The names of event types in use that the caller sees, by name.
   *
   * @param wanted which of them; the first 10,000 are looked at
   * @param most how many
   */
  @Transactional
  public List<String> namesInUse(CatalogView view, Predicate<String> wanted, int most) {
    return types.namesInUse(view, MOST_LOOKED_AT).stream().filter(wanted).limit(most).toList();
  }

  /**
   * Event types for everybody, by name: those in use that have no feature flags.
   *
   * @param after the name that they begin after; null for the first
   */
  @Transactional
  public List<CatalogEntry> published(EnvironmentId environment, @Nullable String after, int most) {
    return types.published(environment, after, most).stream()
        .map(row -> CatalogEntries.of(row.toEventType()))
        .toList();
  }

  /** What is set of an event type, archived or not; empty when there is none. */
  @Transactional
  Optional<EventTypeSettings> settings(EnvironmentId environment, String name) {
    return types
        .lookUp(environment, name, LockModeType.NONE)
        .map(row -> row.toEventType().settings());
  }

  /** The names of event types in use but for these; of the first 10,000 by name. */
  @Transactional
  List<String> namesBeside(EnvironmentId environment, Set<String> names) {
    return types.namesInUse(new CatalogView(environment, null), MOST_LOOKED_AT).stream()
        .filter(name -> !names.contains(name))
        .toList();
  }

  /** One page of the catalog. */
  @Transactional
  ListResponse<EventTypeOut> list(
      CatalogView view,
      PageRequest page,
      boolean ascending,
      boolean withArchived,
      boolean withContent) {
    return ListResponse.of(
        types.page(view, page, ascending, withArchived),
        page,
        row -> row.name,
        row ->
            withContent
                ? EventTypeOut.whole(row.toEventType())
                : EventTypeOut.brief(row.toEventType()));
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
            recorder.removed(type.configuration(), EventTypeOut.asGiven(type));
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

  /** Adds an event type within a larger change. */
  EventType insert(
      EnvironmentId environment,
      EventTypeName name,
      EventTypeSettings settings,
      ChangeRecorder recorder) {
    Instant now = clock.instant();
    EventType type = EventType.made(environment, name, settings, now);
    types.insert(type);
    recorder.created(type.configuration(), EventTypeOut.asGiven(type));
    return type;
  }

  /** Changes an event type whose row is locked, within a larger change. */
  EventType update(
      EventTypeRow row, UnaryOperator<EventTypeSettings> change, ChangeRecorder recorder) {
    EventType present = row.toEventType();
    EventType changed = present.with(change.apply(present.settings()), clock.instant());
    row.take(changed);
    recorder.changed(
        changed.configuration(), EventTypeOut.asGiven(present), EventTypeOut.asGiven(changed));
    return changed;
  }
}
