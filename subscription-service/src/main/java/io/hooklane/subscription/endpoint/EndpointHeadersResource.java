package io.hooklane.subscription.endpoint;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** An endpoint's own headers over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint/{endpoint_id}/headers")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointHeadersResource {

  private final Endpoints endpoints;
  private final Caller caller;

  EndpointHeadersResource(Endpoints endpoints, Caller caller) {
    this.endpoints = endpoints;
    this.caller = caller;
  }

  /** Gets the headers, those that are likely to be secret by name only. */
  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(operationId = "v1.endpoint.get-headers", summary = "Get an endpoint's headers")
  public EndpointHeadersOut get(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    return EndpointHeadersOut.of(endpoints.headers(caller.reach(), application, endpoint));
  }

  /** Replaces all headers. */
  @PUT
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(operationId = "v1.endpoint.update-headers", summary = "Replace an endpoint's headers")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointHeadersIn.class)))
  public void update(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    EndpointHeaders wanted = EndpointHeadersIn.read(JsonBody.parse(body));
    endpoints.changeHeaders(caller.reach(), application, endpoint, present -> wanted);
  }

  /** Changes some headers. */
  @PATCH
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(
      operationId = "v1.endpoint.patch-headers",
      summary = "Change some of an endpoint's headers; null removes one")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointHeadersPatchIn.class)))
  public void patch(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    endpoints.changeHeaders(
        caller.reach(), application, endpoint, present -> EndpointHeadersIn.patch(fields, present));
  }
}
