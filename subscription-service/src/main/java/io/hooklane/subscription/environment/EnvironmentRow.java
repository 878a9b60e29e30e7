package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An environment as the database holds it. */
@Entity(name = "Environment")
@Table(name = "environment")
class EnvironmentRow {

  @Id String id = "";

  @Column String name = "";

  @Column(updatable = false)
  String kind = "";

  @Column(name = "webhooks_enabled")
  boolean webhooksEnabled;

  /** JSON; what is absent has its default. */
  @Column String settings = "";

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  Instant updatedAt = Instant.EPOCH;

  static EnvironmentRow of(Environment environment) {
    EnvironmentRow row = new EnvironmentRow();
    row.id = environment.id().value();
    row.kind = environment.kind().name();
    row.createdAt = environment.createdAt();
    row.take(environment);
    return row;
  }

  void take(Environment environment) {
    name = environment.name();
    webhooksEnabled = environment.webhooksEnabled();
    settings = StoredSettings.write(environment.settings(), environment.kind());
    updatedAt = environment.updatedAt();
  }

  Environment toEnvironment() {
    EnvironmentKind itsKind = EnvironmentKind.valueOf(kind);
    return new Environment(
        new EnvironmentId(id),
        name,
        itsKind,
        webhooksEnabled,
        StoredSettings.read(settings, itsKind),
        createdAt,
        updatedAt);
  }
}
