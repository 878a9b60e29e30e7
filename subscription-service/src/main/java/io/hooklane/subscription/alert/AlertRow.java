package io.hooklane.subscription.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An e-mail that no SMTP server has taken yet. */
@Entity(name = "Alert")
@Table(name = "alert")
class AlertRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(updatable = false)
  String subject = "";

  @Column(updatable = false)
  String body = "";

  /** How often it was tried. */
  @Column int tries;

  /** Not to be tried before. */
  @Column(name = "due_at")
  Instant dueAt = Instant.EPOCH;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;
}
