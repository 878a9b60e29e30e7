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

  @Column String kind = "";

  @Column(name = "webhooks_enabled")
  boolean webhooksEnabled;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  static EnvironmentRow of(Environment environment, Instant now) {
    EnvironmentRow row = new EnvironmentRow();
    row.id = environment.id().value();
    row.name = environment.name();
    row.kind = environment.kind().name();
    row.webhooksEnabled = environment.webhooksEnabled();
    row.createdAt = now;
    return row;
  }

  Environment toEnvironment() {
    return new Environment(
        new EnvironmentId(id), name, EnvironmentKind.valueOf(kind), webhooksEnabled);
  }
}
