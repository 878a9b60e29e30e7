package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.attribute.RetryPreset;
import io.hooklane.subscription.attribute.RetrySchedule;
import io.hooklane.subscription.attribute.StoredMetadata;
import io.hooklane.subscription.attribute.Uid;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An endpoint as the database holds it; its secrets have a table of their own. */
@Entity(name = "Endpoint")
@Table(name = "endpoint")
class EndpointRow {

  @Id String id = "";

  @Column(name = "environment_id", updatable = false)
  String environmentId = "";

  @Column(name = "application_id", updatable = false)
  String applicationId = "";

  @Column @Nullable String uid;

  /** The id that it had where it was exported; null for one that was made here, or has a uid. */
  @Column(updatable = false)
  @Nullable String origin;

  @Column String url = "";

  @Column String description = "";

  @Column boolean disabled;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "event_types")
  @Nullable List<String> eventTypes;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column
  @Nullable List<String> channels;

  @Column(name = "throttle_rate")
  @Nullable Integer throttleRate;

  @Column String metadata = "";

  @Column(name = "retry_preset")
  @Nullable String retryPreset;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "retry_delays")
  @Nullable List<String> retryDelays;

  @Column(name = "active_from", updatable = false)
  @Nullable Instant activeFrom;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  Instant updatedAt = Instant.EPOCH;

  static EndpointRow of(Endpoint endpoint, @Nullable String origin) {
    EndpointRow row = new EndpointRow();
    row.id = endpoint.id().value();
    row.environmentId = endpoint.environment().value();
    row.applicationId = endpoint.application().value();
    row.origin = origin;
    row.activeFrom = endpoint.activeFrom();
    row.createdAt = endpoint.createdAt();
    row.take(endpoint);
    return row;
  }

  void take(Endpoint endpoint) {
    EndpointSettings settings = endpoint.settings();
    uid = settings.uidText();
    url = settings.url().text();
    description = settings.description();
    disabled = settings.disabled();
    eventTypes = settings.eventTypes() == null ? null : settings.eventTypes().patterns();
    channels = settings.channels() == null ? null : settings.channels().names();
    throttleRate = settings.throttleRate();
    metadata = StoredMetadata.write(settings.metadata());
    takeSchedule(settings.retrySchedule());
    updatedAt = endpoint.updatedAt();
  }

  Endpoint toEndpoint() {
    return new Endpoint(
        new EndpointId(id),
        new EnvironmentId(environmentId),
        new ApplicationId(applicationId),
        new EndpointSettings(
            new EndpointUrl(url),
            uid == null ? null : new Uid(uid),
            description,
            disabled,
            eventTypes == null ? null : new EventTypeFilter(eventTypes),
            channels == null ? null : new Channels(channels),
            throttleRate,
            StoredMetadata.read(metadata),
            schedule()),
        activeFrom,
        createdAt,
        updatedAt);
  }

  private void takeSchedule(@Nullable RetrySchedule schedule) {
    retryPreset = null;
    retryDelays = null;
    switch (schedule) {
      case null -> {}
      case RetrySchedule.Named named -> retryPreset = named.preset().wireName();
      case RetrySchedule.Own own -> retryDelays = own.texts();
    }
  }

  private @Nullable RetrySchedule schedule() {
    if (retryPreset != null) {
      return new RetrySchedule.Named(RetryPreset.named(retryPreset));
    }
    return retryDelays == null ? null : new RetrySchedule.Own(retryDelays);
  }
}
