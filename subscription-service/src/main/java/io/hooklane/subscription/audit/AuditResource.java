package io.hooklane.subscription.audit;

import io.hooklane.contracts.id.Ksuid;
import io.hooklane.management.Caller;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.management.ValidationException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log over HTTP. */
@Path("/api/v1/audit-log")
@Tag(name = "Audit Log")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuditResource {

  private final AuditLog log;
  private final Caller caller;

  AuditResource(AuditLog log, Caller caller) {
    this.log = log;
    this.caller = caller;
  }

  /** Lists the caller's environment's entries, newest first; an operator's, all. */
  @GET
  @RolesAllowed(Permission.AUDIT_READ)
  @Operation(
      operationId = "list_audit_log",
      summary = "List who changed what, newest first; an operator without environment sees all")
  public ListResponse<AuditEntryOut> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator,
      @QueryParam("application") @Nullable String application,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("thing") @Nullable String thing) {
    return log.list(
        caller.openEnvironment().orElse(null),
        new AuditFilter(
            storable("application", application), storable("kind", kind), storable("thing", thing)),
        PageRequest.of(limit, iterator, AuditResource::isEntry));
  }

  /** The database knows no text with NUL, not even to look for. */
  private static @Nullable String storable(String parameter, @Nullable String value) {
    if (value != null && value.indexOf('\0') >= 0) {
      throw ValidationException.query(parameter, "The character NUL is in no name");
    }
    return value;
  }

  private static boolean isEntry(String text) {
    return text.startsWith(AuditTrail.ID_PREFIX)
        && Ksuid.isValid(text, AuditTrail.ID_PREFIX.length());
  }
}
