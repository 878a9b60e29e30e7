package io.hooklane.deliverylog.health;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How one endpoint does. */
@Path("/api/v1/app/{app_id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Endpoint Health")
public class EndpointHealthResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final HealthLog log;
  private final FailingRule rule;

  EndpointHealthResource(
      Caller caller, DirectoryLookup directory, HealthLog log, HealthConfig config) {
    this.caller = caller;
    this.directory = directory;
    this.log = log;
    this.rule = FailingRule.of(config);
  }

  /** Since when it fails, if it does, and how often it succeeds. */
  @GET
  @Path("endpoint/{endpoint_id}/health")
  @Operation(operationId = "get_endpoint_health", summary = "Endpoint health")
  public EndpointHealthOut ofEndpoint(
      @PathParam("app_id") String app, @PathParam("endpoint_id") String endpoint) {
    Application application = directory.application(caller.reach(), app);
    return EndpointHealthOut.of(log.of(directory.endpoint(application.id(), endpoint)), rule);
  }
}
