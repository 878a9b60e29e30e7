package io.hooklane.subscription.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what.
 *
 * @param before JSON; null when the thing was not there
 * @param after JSON; null when the thing is gone
 */
@Schema(name = "AuditEntryOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntryOut(
    @Schema(required = true) String id,
    @Schema(required = true) Instant timestamp,
    @Schema(required = true, description = "A key's id, a person's subject, or system")
        String caller,
    @Schema(required = true) String callerName,
    @Schema(
            required = true,
            enumeration = {"create", "update", "delete", "rotate-secret"})
        String action,
    @Schema(
            required = true,
            enumeration = {"environment", "application", "endpoint", "event-type", "key"})
        String kind,
    @Schema(required = true, description = "The thing's id, or the event type's name") String thing,
    @Nullable String environment,
    @Nullable String application,
    @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String before,
    @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String after) {

  static AuditEntryOut of(AuditRow row) {
    return new AuditEntryOut(
        row.id,
        row.createdAt,
        row.caller,
        row.callerName,
        row.action,
        row.kind,
        row.thing,
        row.environmentId,
        row.applicationId,
        row.before,
        row.after);
  }
}
