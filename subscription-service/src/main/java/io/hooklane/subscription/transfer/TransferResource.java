package io.hooklane.subscription.transfer;

import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Export and import over HTTP. Neither keeps its answer for a repeat: an export changes nothing,
 * and an import that is repeated finds everything as it should be.
 */
@Path("/api/v1/environment")
@Tag(name = "Environment")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TransferResource {

  private final EnvironmentExport export;
  private final EnvironmentImport imports;
  private final TransferLimit limit;
  private final Caller caller;

  TransferResource(
      EnvironmentExport export, EnvironmentImport imports, TransferLimit limit, Caller caller) {
    this.export = export;
    this.imports = imports;
    this.limit = limit;
    this.caller = caller;
  }

  /** Writes all that is configured in the caller's environment. */
  @POST
  @Path("/export")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.environment.export",
      summary = "Export an environment's settings, event types, applications and endpoints")
  @APIResponse(
      responseCode = "200",
      description = "The document, without secrets",
      content = @Content(schema = @Schema(implementation = EnvironmentExportOut.class)))
  public byte[] export() {
    return limit.run(() -> export.write(caller.environment()));
  }

  /** Lays a document over the caller's environment. */
  @POST
  @Path("/import")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.environment.import",
      summary = "Import what was exported; what is there and not in the document stays")
  @RequestBody(content = @Content(schema = @Schema(implementation = EnvironmentImportIn.class)))
  public ImportOut importDocument(
      @QueryParam("dry_run") @DefaultValue("false") boolean dryRun, byte[] body) {
    return limit.run(
        () ->
            imports.run(
                caller.environment(), caller.may(Permission.INSTALLATION_OPERATE), body, dryRun));
  }
}
