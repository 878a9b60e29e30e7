package io.hooklane.subscription.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hooklane.contracts.id.Ksuid;
import io.hooklane.management.Caller;
import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who changed what. An entry is written in the transaction of its change: either both are
 * there or neither.
 */
@Singleton
public class AuditTrail {

  static final String ID_PREFIX = "audit_";

  /** Of a thing's state; what is larger is only said to have been so. */
  private static final int MOST_BYTES = 65_536;

  private static final String SYSTEM = "system";

  private final AuditRepository entries;
  private final Caller caller;
  private final ObjectMapper json;
  private final Clock clock;
  private final RandomGenerator random;

  AuditTrail(
      AuditRepository entries,
      Caller caller,
      ObjectMapper json,
      Clock clock,
      RandomGenerator random) {
    this.entries = entries;
    this.caller = caller;
    this.json = json;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Adds an entry. To be called within the change's transaction.
   *
   * @param before the thing as callers saw it, without secrets; null when it was not there
   * @param after the thing as callers see it, without secrets; null when it is gone
   */
  public void add(
      AuditAction action, AuditSubject subject, @Nullable Object before, @Nullable Object after) {
    Instant now = clock.instant();
    boolean called = Arc.container().requestContext().isActive() && caller.isKnown();
    AuditRow row = new AuditRow();
    row.id = ID_PREFIX + Ksuid.random(now, random);
    row.environmentId = subject.environment() == null ? null : subject.environment().value();
    row.applicationId = subject.application() == null ? null : subject.application().value();
    row.caller = called ? caller.subject() : SYSTEM;
    row.callerName = called ? caller.name() : SYSTEM;
    row.action = action.wireName();
    row.kind = subject.kind();
    row.thing = subject.id();
    row.before = text(before);
    row.after = text(after);
    row.createdAt = now.truncatedTo(ChronoUnit.MILLIS);
    entries.persist(row);
  }

  private @Nullable String text(@Nullable Object state) {
    if (state == null) {
      return null;
    }
    try {
      String text = json.writeValueAsString(state);
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      return bytes <= MOST_BYTES ? text : "{\"omittedBytes\":" + bytes + "}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What callers see can be written as JSON", e);
    }
  }
}
