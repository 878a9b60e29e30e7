package io.hooklane.subscription.audit;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import org.jspecify.annotations.Nullable;

/**
 * The thing that a change was made to.
 *
 * @param kind as on the configuration log
 * @param id unique within its kind, or an event type's name
 * @param environment the one that it belongs to; null for what is of no environment
 * @param application the one that it belongs to, or is; null for what is of no application
 */
public record AuditSubject(
    String kind,
    String id,
    @Nullable EnvironmentId environment,
    @Nullable ApplicationId application) {

  /** The thing that this is the configuration of. */
  public static AuditSubject of(Configuration configuration) {
    String kind = configuration.key().kind().wireName();
    return switch (configuration) {
      case Configuration.Environment it -> new AuditSubject(kind, it.id().value(), it.id(), null);
      case Configuration.Application it ->
          new AuditSubject(kind, it.id().value(), it.environment(), it.id());
      case Configuration.Endpoint it ->
          new AuditSubject(kind, it.id().value(), it.environment(), it.application());
      case Configuration.EventType it -> new AuditSubject(kind, it.name(), it.environment(), null);
      case Configuration.Key it ->
          new AuditSubject(kind, it.id().value(), it.environment(), it.application());
    };
  }
}
