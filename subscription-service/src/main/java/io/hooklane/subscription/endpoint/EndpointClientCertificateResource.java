package io.hooklane.subscription.endpoint;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.hooklane.subscription.sending.ClientCertificateIn;
import io.hooklane.subscription.sending.ClientCertificateOut;
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

/** The certificate that requests to an endpoint come with, over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint/{endpoint_id}/client-certificate")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointClientCertificateResource {

  private final EndpointTransport transport;
  private final Caller caller;
  private final Clock clock;

  EndpointClientCertificateResource(EndpointTransport transport, Caller caller, Clock clock) {
    this.transport = transport;
    this.caller = caller;
    this.clock = clock;
  }

  /** Gets what it says, without its key. */
  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(
      operationId = "get_endpoint_client_certificate",
      summary = "Get the certificate that requests to an endpoint come with, without its key")
  public ClientCertificateOut get(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    return transport.clientCertificate(caller.reach(), application, endpoint);
  }

  /** Replaces it. */
  @PUT
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "put_endpoint_client_certificate",
      summary = "Set the certificate that requests to an endpoint come with (mutual TLS)")
  @RequestBody(content = @Content(schema = @Schema(implementation = ClientCertificateIn.class)))
  public void put(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    transport.certify(
        caller.reach(),
        application,
        endpoint,
        ClientCertificateIn.read(JsonBody.parse(body), clock.instant()));
  }

  /** Removes it. */
  @DELETE
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "delete_endpoint_client_certificate",
      summary = "Let requests to an endpoint come without a certificate")
  public void delete(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    transport.certify(caller.reach(), application, endpoint, null);
  }
}
