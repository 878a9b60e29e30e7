package io.hooklane.subscription.eventtype;

import io.hooklane.contracts.id.EnvironmentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An event type as the database holds it. */
@Entity(name = "EventType")
@Table(name = "event_type")
@IdClass(EventTypeKey.class)
class EventTypeRow {

  @Id
  @Column(name = "environment_id")
  String environmentId = "";

  @Id String name = "";

  @Column String description = "";

  @Column boolean archived;

  @Column boolean deprecated;

  @Column @Nullable String schemas;

  @Column @Nullable String examples;

  @Column @Nullable String samples;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "feature_flags")
  @Nullable List<String> featureFlags;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  Instant updatedAt = Instant.EPOCH;

  static EventTypeRow of(EventType type) {
    EventTypeRow row = new EventTypeRow();
    row.environmentId = type.environment().value();
    row.name = type.name().value();
    row.createdAt = type.createdAt();
    row.take(type);
    return row;
  }

  void take(EventType type) {
    EventTypeSettings settings = type.settings();
    description = settings.description();
    archived = settings.archived();
    deprecated = settings.deprecated();
    schemas = settings.schemas();
    examples = settings.examples();
    samples = type.samples();
    featureFlags = settings.featureFlags().isEmpty() ? null : settings.featureFlags();
    updatedAt = type.updatedAt();
  }

  boolean isShownTo(CatalogView view) {
    return view.shows(featureFlags == null ? List.of() : featureFlags);
  }

  EventType toEventType() {
    return new EventType(
        new EnvironmentId(environmentId),
        new EventTypeName(name),
        new EventTypeSettings(
            description,
            archived,
            deprecated,
            schemas,
            examples,
            featureFlags == null ? List.of() : featureFlags),
        samples,
        createdAt,
        updatedAt);
  }
}
