package io.hooklane.subscription.secret;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An endpoint's secret as the database holds it: sealed. */
@Entity(name = "EndpointSecret")
@Table(name = "endpoint_secret")
class SecretRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "endpoint_id", updatable = false)
  String endpointId = "";

  @Column String sealed = "";

  /** The id of the key that sealed it. */
  @Column(name = "sealed_under")
  long sealedUnder;

  /** Null while it is the current one. */
  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;
}
