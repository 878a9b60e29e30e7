package io.hooklane.subscription.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.attribute.StoredMetadata;
import io.hooklane.subscription.attribute.Uid;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An application as the database holds it. */
@Entity(name = "Application")
@Table(name = "application")
class ApplicationRow {

  @Id String id = "";

  @Column(name = "environment_id", updatable = false)
  String environmentId = "";

  @Column @Nullable String uid;

  /** The id that it had where it was exported; null for one that was made here, or has a uid. */
  @Column(updatable = false)
  @Nullable String origin;

  @Column String name = "";

  @Column(name = "throttle_rate")
  @Nullable Integer throttleRate;

  @Column String metadata = "";

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  Instant updatedAt = Instant.EPOCH;

  static ApplicationRow of(Application application, @Nullable String origin) {
    ApplicationRow row = new ApplicationRow();
    row.id = application.id().value();
    row.environmentId = application.environment().value();
    row.origin = origin;
    row.createdAt = application.createdAt();
    row.take(application);
    return row;
  }

  void take(Application application) {
    ApplicationSettings settings = application.settings();
    Uid itsUid = settings.uid();
    uid = itsUid == null ? null : itsUid.value();
    name = settings.name();
    throttleRate = settings.throttleRate();
    metadata = StoredMetadata.write(settings.metadata());
    updatedAt = application.updatedAt();
  }

  /** Whether it is Hooklane's own, which callers do not see. */
  boolean isOperational() {
    return Configuration.Application.OPERATIONAL_UID.equals(uid);
  }

  Application toApplication() {
    return new Application(
        new ApplicationId(id),
        new EnvironmentId(environmentId),
        new ApplicationSettings(
            name, uid == null ? null : new Uid(uid), throttleRate, StoredMetadata.read(metadata)),
        createdAt,
        updatedAt);
  }
}
