package io.hooklane.subscription.endpoint;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.hooklane.subscription.sending.CaCertificatesIn;
import io.hooklane.subscription.sending.CaCertificatesOut;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The authorities that an endpoint's receiver is trusted by, over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint/{endpoint_id}/ca-certificates")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointCaCertificatesResource {

  private final EndpointTransport transport;
  private final Caller caller;
  private final Clock clock;

  EndpointCaCertificatesResource(EndpointTransport transport, Caller caller, Clock clock) {
    this.transport = transport;
    this.caller = caller;
    this.clock = clock;
  }

  /** Gets them. */
  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(
      operationId = "get_endpoint_ca_certificates",
      summary = "Get the authorities that an endpoint's receiver is trusted by")
  public CaCertificatesOut get(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    return transport.authorities(caller.reach(), application, endpoint);
  }

  /** Replaces them. */
  @PUT
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "put_endpoint_ca_certificates",
      summary = "Set the only authorities that an endpoint's receiver is trusted by")
  @RequestBody(content = @Content(schema = @Schema(implementation = CaCertificatesIn.class)))
  public void put(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    transport.trust(
        caller.reach(),
        application,
        endpoint,
        CaCertificatesIn.read(JsonBody.parse(body), clock.instant()));
  }

  /** Removes them. */
  @DELETE
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "delete_endpoint_ca_certificates",
      summary = "Trust an endpoint's receiver by the authorities of the platform")
  public void delete(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    transport.trust(caller.reach(), application, endpoint, null);
  }
}
