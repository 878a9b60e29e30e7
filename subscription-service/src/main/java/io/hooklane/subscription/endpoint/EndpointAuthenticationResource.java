package io.hooklane.subscription.endpoint;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.hooklane.management.Reach;
import io.hooklane.subscription.sending.AuthenticationIn;
import io.hooklane.subscription.sending.AuthenticationOut;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What requests to an endpoint authenticate with, over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint/{endpoint_id}/authentication")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointAuthenticationResource {

  private final EndpointTransport transport;
  private final EnvironmentRules rules;
  private final Caller caller;

  EndpointAuthenticationResource(
      EndpointTransport transport, EnvironmentRules rules, Caller caller) {
    this.transport = transport;
    this.rules = rules;
    this.caller = caller;
  }

  /** Gets it, without secrets. */
  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(
      operationId = "get_endpoint_authentication",
      summary = "Get what requests to an endpoint authenticate with, without secrets")
  public AuthenticationOut get(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    return transport.authentication(caller.reach(), application, endpoint);
  }

  /** Replaces it. */
  @PUT
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "put_endpoint_authentication",
      summary = "Set what requests to an endpoint authenticate with")
  @RequestBody(content = @Content(schema = @Schema(implementation = AuthenticationIn.class)))
  public void put(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    Reach reach = caller.reach();
    transport.authenticate(
        reach,
        application,
        endpoint,
        AuthenticationIn.read(
            JsonBody.parse(body),
            (fields, field, url) -> rules.checkCalled(reach.environment(), fields, field, url)));
  }

  /** Removes it. */
  @DELETE
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "delete_endpoint_authentication",
      summary = "Let requests to an endpoint authenticate with nothing but their signature")
  public void delete(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    transport.authenticate(caller.reach(), application, endpoint, null);
  }
}
