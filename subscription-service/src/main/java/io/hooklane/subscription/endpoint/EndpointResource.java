package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.management.Reach;
import io.hooklane.subscription.attribute.Order;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** An application's endpoints over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointResource {

  private final Endpoints endpoints;
  private final EndpointCatalogCheck catalog;
  private final EnvironmentRules rules;
  private final Caller caller;
  private final Clock clock;

  EndpointResource(
      Endpoints endpoints,
      EndpointCatalogCheck catalog,
      EnvironmentRules rules,
      Caller caller,
      Clock clock) {
    this.endpoints = endpoints;
    this.catalog = catalog;
    this.rules = rules;
    this.caller = caller;
    this.clock = clock;
  }

  /** Lists endpoints, newest first. */
  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(operationId = "v1.endpoint.list", summary = "List an application's endpoints")
  public ListResponse<EndpointOut> list(
      @PathParam("app_id") String application,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator,
      @QueryParam("order") @Nullable String order) {
    return endpoints.list(
        caller.reach(),
        application,
        PageRequest.of(limit, iterator, EndpointId::isForm),
        Order.ascending(order, false),
        endpoint -> EndpointOut.of(endpoint, clock.instant()));
  }

  /** Makes an endpoint. */
  @POST
  @Idempotent
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(operationId = "v1.endpoint.create", summary = "Create an endpoint")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointIn.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = EndpointOut.class)))
  public RestResponse<EndpointOut> create(@PathParam("app_id") String application, byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    Reach reach = caller.reach();
    return answer(Upsert.created(endpoints.create(reach, application, wanted(reach, fields))));
  }

  /** Gets an endpoint. */
  @GET
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(operationId = "v1.endpoint.get", summary = "Get an endpoint")
  public EndpointOut get(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    return EndpointOut.of(endpoints.get(caller.reach(), application, endpoint), clock.instant());
  }

  /** Replaces or makes an endpoint. */
  @PUT
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(operationId = "v1.endpoint.update", summary = "Update or create an endpoint")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Updated",
      content = @Content(schema = @Schema(implementation = EndpointOut.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created, since there was none",
      content = @Content(schema = @Schema(implementation = EndpointOut.class)))
  public RestResponse<EndpointOut> update(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    Reach reach = caller.reach();
    return answer(endpoints.replace(reach, application, endpoint, wanted(reach, fields)));
  }

  /** Changes some fields of an endpoint. */
  @PATCH
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(operationId = "patch_endpoint", summary = "Change some fields of an endpoint")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointPatchIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = EndpointOut.class)))
  public EndpointOut patch(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    Reach reach = caller.reach();
    return EndpointOut.of(
        endpoints.patch(
            reach,
            application,
            endpoint,
            present -> checked(reach, fields, EndpointIn.patch(fields, present))),
        clock.instant());
  }

  /** Deletes an endpoint. */
  @DELETE
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  @Operation(operationId = "v1.endpoint.delete", summary = "Delete an endpoint")
  public void delete(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    endpoints.delete(caller.reach(), application, endpoint);
  }

  /** Gets what receivers verify with. */
  @GET
  @Path("/{endpoint_id}/secret")
  @RolesAllowed(Permission.SECRET_READ)
  @Operation(operationId = "v1.endpoint.get-secret", summary = "Get an endpoint's signing secret")
  public EndpointSecretOut secret(
      @PathParam("app_id") String application, @PathParam("endpoint_id") String endpoint) {
    return EndpointSecretOut.of(endpoints.secret(caller.reach(), application, endpoint));
  }

  /** Rotates the secret. */
  @POST
  @Path("/{endpoint_id}/secret/rotate")
  @Idempotent
  @RolesAllowed(Permission.SECRET_MANAGE)
  @Operation(
      operationId = "v1.endpoint.rotate-secret",
      summary = "Rotate an endpoint's signing secret; the old one still signs for a while")
  @RequestBody(content = @Content(schema = @Schema(implementation = RotationIn.class)))
  @APIResponse(responseCode = "204", description = "Rotated")
  public void rotate(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    JsonBody fields = body.length == 0 ? JsonBody.empty() : JsonBody.parse(body);
    endpoints.rotate(caller.reach(), application, endpoint, RotationIn.read(fields));
  }

  private NewEndpoint wanted(Reach reach, JsonBody fields) {
    return new NewEndpoint(
        checked(reach, fields, EndpointIn.read(fields)),
        EndpointIn.secret(fields, "secret"),
        EndpointHeadersIn.readOptional(fields));
  }

  private EndpointSettings checked(Reach reach, JsonBody fields, EndpointSettings settings) {
    rules.check(reach.environment(), fields, settings);
    return catalog.check(reach.environment(), fields, settings);
  }

  private RestResponse<EndpointOut> answer(Upsert<Endpoint> upsert) {
    return RestResponse.status(
        RestResponse.Status.fromStatusCode(upsert.status()),
        EndpointOut.of(upsert.thing(), clock.instant()));
  }
}
