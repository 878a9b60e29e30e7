package io.hooklane.subscription.configlog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A committed change that Kafka has not acknowledged yet. */
@Entity(name = "Outbox")
@Table(name = "outbox")
class OutboxRow {

  // From the column itself: a pooled sequence would give ids out of the order of commits.
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column String key;

  @Column byte @Nullable [] value;

  /** For Hibernate. */
  OutboxRow() {
    this("", null);
  }

  OutboxRow(String key, byte @Nullable [] value) {
    this.key = key;
    this.value = value;
  }
}
