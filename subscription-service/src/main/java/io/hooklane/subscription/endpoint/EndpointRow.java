package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.attribute.RetryPreset;
import io.hooklane.subscription.attribute.RetrySchedule;
import io.hooklane.subscription.attribute.StoredMetadata;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.sending.SendingSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
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

  /** Null when it is enabled, or a caller disabled it. */
  @Column(name = "disabled_verdict")
  @Nullable String disabledVerdict;

  @Column(name = "disabled_detail")
  @Nullable String disabledDetail;

  @Column(name = "disabled_for_at")
  @Nullable Instant disabledForAt;

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

  /** ISO 8601; null when its messages need not keep their order. */
  @Column(name = "ordering_maximum_age")
  @Nullable String orderingMaximumAge;

  @Column(name = "ordering_when_too_old")
  @Nullable String orderingWhenTooOld;

  @Column(name = "signature_style")
  String signatureStyle = "";

  @Column(name = "signature_header")
  @Nullable String signatureHeader;

  @Column(name = "http_version")
  String httpVersion = "";

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
    take(endpoint.disabledReason());
    eventTypes = settings.eventTypes() == null ? null : settings.eventTypes().patterns();
    channels = settings.channels() == null ? null : settings.channels().names();
    throttleRate = settings.throttleRate();
    metadata = StoredMetadata.write(settings.metadata());
    takeSchedule(settings.retrySchedule());
    take(settings.sending());
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
            schedule(),
            sending()),
        disabledReason(),
        activeFrom,
        createdAt,
        updatedAt);
  }

  private void take(@Nullable DisabledReason reason) {
    disabledVerdict = reason == null ? null : reason.verdict().name();
    disabledDetail = reason == null ? null : reason.detail();
    disabledForAt = reason == null ? null : reason.at();
  }

  private @Nullable DisabledReason disabledReason() {
    return disabledVerdict == null || disabledDetail == null || disabledForAt == null
        ? null
        : new DisabledReason(Verdict.valueOf(disabledVerdict), disabledDetail, disabledForAt);
  }

  private void take(SendingSettings sending) {
    Ordering ordering = sending.ordering();
    orderingMaximumAge = ordering == null ? null : ordering.maximumAge().toString();
    orderingWhenTooOld = ordering == null ? null : ordering.whenTooOld().name();
    signatureStyle = sending.signature().style().name();
    signatureHeader = sending.signature().header();
    httpVersion = sending.httpVersion().name();
  }

  private SendingSettings sending() {
    return new SendingSettings(
        orderingMaximumAge == null || orderingWhenTooOld == null
            ? null
            : new Ordering(
                Duration.parse(orderingMaximumAge), WhenTooOld.valueOf(orderingWhenTooOld)),
        new Signature(SignatureStyle.valueOf(signatureStyle), signatureHeader),
        HttpVersion.valueOf(httpVersion));
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
