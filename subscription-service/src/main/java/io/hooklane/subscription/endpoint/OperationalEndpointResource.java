package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.ApiException;
import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.management.Reach;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.Applications;
import io.hooklane.subscription.attribute.Order;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that are told of what happens in an environment, over HTTP. They are endpoints as
 * all others, of an application that is made with the first of them.
 */
@Path("/api/v1/operational-webhook/endpoint")
@Tag(name = "Operational Webhook Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OperationalEndpointResource {

  private final Endpoints endpoints;
  private final Applications applications;
  private final EnvironmentRules rules;
  private final Caller caller;

  OperationalEndpointResource(
      Endpoints endpoints, Applications applications, EnvironmentRules rules, Caller caller) {
    this.endpoints = endpoints;
    this.applications = applications;
    this.rules = rules;
    this.caller = caller;
  }

  /** Lists the endpoints, newest first. */
  @GET
  @RolesAllowed(Permission.ENVIRONMENT_READ)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.list",
      summary = "List the endpoints of operational webhooks")
  public ListResponse<OperationalEndpointOut> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator,
      @QueryParam("order") @Nullable String order) {
    PageRequest page = PageRequest.of(limit, iterator, EndpointId::isForm);
    boolean ascending = Order.ascending(order, false);
    Optional<Application> operational = applications.operational(caller.environment());
    if (operational.isEmpty()) {
      return ListResponse.of(
          List.<OperationalEndpointOut>of(), page, OperationalEndpointOut::id, it -> it);
    }
    Reach reach = reach(operational.get());
    return endpoints.list(reach, application(reach), page, ascending, OperationalEndpointOut::of);
  }

  /** Makes an endpoint. */
  @POST
  @Idempotent
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.create",
      summary = "Create an endpoint for operational webhooks")
  @RequestBody(content = @Content(schema = @Schema(implementation = OperationalEndpointIn.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = OperationalEndpointOut.class)))
  public RestResponse<OperationalEndpointOut> create(byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    NewEndpoint wanted = new NewEndpoint(read(fields), EndpointIn.secret(fields, "secret"), null);
    Reach reach = reach(applications.operationalOrNew(caller.environment()));
    return RestResponse.status(
        RestResponse.Status.CREATED,
        OperationalEndpointOut.of(endpoints.create(reach, application(reach), wanted)));
  }

  /** Gets an endpoint. */
  @GET
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.ENVIRONMENT_READ)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.get",
      summary = "Get an endpoint of operational webhooks")
  public OperationalEndpointOut get(@PathParam("endpoint_id") String endpoint) {
    Reach reach = reach();
    return OperationalEndpointOut.of(endpoints.get(reach, application(reach), endpoint));
  }

  /** Replaces an endpoint's settings. */
  @PUT
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.update",
      summary = "Update an endpoint of operational webhooks")
  @RequestBody(content = @Content(schema = @Schema(implementation = OperationalEndpointIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Updated",
      content = @Content(schema = @Schema(implementation = OperationalEndpointOut.class)))
  public OperationalEndpointOut update(@PathParam("endpoint_id") String endpoint, byte[] body) {
    EndpointSettings wanted = read(JsonBody.parse(body));
    Reach reach = reach();
    return OperationalEndpointOut.of(
        endpoints.patch(
            reach,
            application(reach),
            endpoint,
            present -> EndpointId.isForm(endpoint) ? wanted : wanted.orUid(present.uid())));
  }

  /** Deletes an endpoint. */
  @DELETE
  @Path("/{endpoint_id}")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.delete",
      summary = "Delete an endpoint of operational webhooks")
  public void delete(@PathParam("endpoint_id") String endpoint) {
    Reach reach = reach();
    endpoints.delete(reach, application(reach), endpoint);
  }

  /** Gets the headers, those that are likely to be secret by name only. */
  @GET
  @Path("/{endpoint_id}/headers")
  @RolesAllowed(Permission.ENVIRONMENT_READ)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.get-headers",
      summary = "Get the headers of an endpoint of operational webhooks")
  public EndpointHeadersOut headers(@PathParam("endpoint_id") String endpoint) {
    Reach reach = reach();
    return EndpointHeadersOut.of(endpoints.headers(reach, application(reach), endpoint));
  }

  /** Replaces all headers. */
  @PUT
  @Path("/{endpoint_id}/headers")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.update-headers",
      summary = "Replace the headers of an endpoint of operational webhooks")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointHeadersIn.class)))
  public void updateHeaders(@PathParam("endpoint_id") String endpoint, byte[] body) {
    EndpointHeaders wanted = EndpointHeadersIn.read(JsonBody.parse(body));
    Reach reach = reach();
    endpoints.changeHeaders(reach, application(reach), endpoint, present -> wanted);
  }

  /** Gets what receivers verify with. */
  @GET
  @Path("/{endpoint_id}/secret")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.get-secret",
      summary = "Get the signing secret of an endpoint of operational webhooks")
  public EndpointSecretOut secret(@PathParam("endpoint_id") String endpoint) {
    Reach reach = reach();
    return EndpointSecretOut.of(endpoints.secret(reach, application(reach), endpoint));
  }

  /** Rotates the secret. */
  @POST
  @Path("/{endpoint_id}/secret/rotate")
  @Idempotent
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.operational-webhook.endpoint.rotate-secret",
      summary =
          "Rotate the signing secret of an endpoint of operational webhooks; the old one still"
              + " signs for a while")
  @RequestBody(content = @Content(schema = @Schema(implementation = RotationIn.class)))
  @APIResponse(responseCode = "204", description = "Rotated")
  public void rotate(@PathParam("endpoint_id") String endpoint, byte[] body) {
    JsonBody fields = body.length == 0 ? JsonBody.empty() : JsonBody.parse(body);
    Reach reach = reach();
    endpoints.rotate(reach, application(reach), endpoint, RotationIn.read(fields));
  }

  private Reach reach() {
    return reach(
        applications.operational(caller.environment()).orElseThrow(ApiException::notFound));
  }

  /** Over Hooklane's own application and nothing else: the only reach that it is within. */
  private static Reach reach(Application operational) {
    return new Reach(operational.environment(), operational.id());
  }

  private static String application(Reach reach) {
    return String.valueOf(reach.onlyApplication());
  }

  private EndpointSettings read(JsonBody fields) {
    return rules.check(caller.environment(), fields, OperationalEndpointIn.read(fields));
  }
}
