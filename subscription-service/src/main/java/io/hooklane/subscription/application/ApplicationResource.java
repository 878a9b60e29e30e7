package io.hooklane.subscription.application;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.subscription.attribute.Order;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Applications over HTTP. */
@Path("/api/v1/app")
@Tag(name = "Application")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ApplicationResource {

  private final Applications applications;
  private final Caller caller;

  /** Wired by the container. */
  ApplicationResource(Applications applications, Caller caller) {
    this.applications = applications;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Permission.ENVIRONMENT_READ)
  @Operation(operationId = "v1.application.list", summary = "List applications")
  public ListResponse<ApplicationOut> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator,
      @QueryParam("order") @Nullable String order) {
    return applications.list(
        caller.environment(),
        PageRequest.of(limit, iterator, ApplicationId::isForm),
        Order.ascending(order, true));
  }

  @POST
  @Idempotent
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(operationId = "v1.application.create", summary = "Create an application")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApplicationIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "There is one, and get_if_exists asks for it",
      content = @Content(schema = @Schema(implementation = ApplicationOut.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = ApplicationOut.class)))
  public RestResponse<ApplicationOut> create(
      @QueryParam("get_if_exists") @DefaultValue("false") boolean getIfExists, byte[] body) {
    ApplicationSettings settings = ApplicationIn.read(JsonBody.parse(body));
    return answer(
        getIfExists
            ? applications.createIfAbsent(caller.environment(), settings)
            : Upsert.created(applications.create(caller.environment(), settings)));
  }

  @GET
  @Path("/{app_id}")
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(operationId = "v1.application.get", summary = "Get an application")
  public ApplicationOut get(@PathParam("app_id") String application) {
    return ApplicationOut.of(applications.get(caller.reach(), application));
  }

  @PUT
  @Path("/{app_id}")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(operationId = "v1.application.update", summary = "Update or create an application")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApplicationIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Updated",
      content = @Content(schema = @Schema(implementation = ApplicationOut.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created, since there was none",
      content = @Content(schema = @Schema(implementation = ApplicationOut.class)))
  public RestResponse<ApplicationOut> update(@PathParam("app_id") String application, byte[] body) {
    return answer(
        applications.replace(
            caller.environment(), application, ApplicationIn.read(JsonBody.parse(body))));
  }

  @PATCH
  @Path("/{app_id}")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(operationId = "patch_application", summary = "Change some fields of an application")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApplicationPatchIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = ApplicationOut.class)))
  public ApplicationOut patch(@PathParam("app_id") String application, byte[] body) {
    JsonBody patch = JsonBody.parse(body);
    return ApplicationOut.of(
        applications.patch(
            caller.environment(), application, present -> ApplicationIn.patch(patch, present)));
  }

  @DELETE
  @Path("/{app_id}")
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.application.delete",
      summary = "Delete an application and its endpoints")
  public void delete(@PathParam("app_id") String application) {
    applications.delete(caller.environment(), application);
  }

  private static RestResponse<ApplicationOut> answer(Upsert<Application> upsert) {
    return RestResponse.status(
        RestResponse.Status.fromStatusCode(upsert.status()), ApplicationOut.of(upsert.thing()));
  }
}
