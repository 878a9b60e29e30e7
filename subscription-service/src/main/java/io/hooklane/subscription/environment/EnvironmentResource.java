package io.hooklane.subscription.environment;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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

/** Environments over HTTP, for operators. */
@Path("/api/v1/environment")
@Tag(name = "Environment")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EnvironmentResource {

  private final Environments environments;

  EnvironmentResource(Environments environments) {
    this.environments = environments;
  }

  /** Lists environments, oldest first. */
  @GET
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(operationId = "list_environments", summary = "List environments")
  public ListResponse<EnvironmentOut> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator) {
    return environments.list(PageRequest.of(limit, iterator, EnvironmentId::isForm));
  }

  /** Makes an environment. */
  @POST
  @Idempotent
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(
      operationId = "create_environment",
      summary = "Create an environment; webhooks are off in it until they are switched on")
  @RequestBody(content = @Content(schema = @Schema(implementation = EnvironmentIn.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = EnvironmentOut.class)))
  public RestResponse<EnvironmentOut> create(byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    Environment created =
        environments.create(EnvironmentIn.name(fields), EnvironmentIn.kind(fields));
    return RestResponse.status(RestResponse.Status.CREATED, EnvironmentOut.of(created));
  }

  /** Gets an environment. */
  @GET
  @Path("/{environment_id}")
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(operationId = "get_environment", summary = "Get an environment")
  public EnvironmentOut get(@PathParam("environment_id") String environment) {
    return EnvironmentOut.of(environments.get(environment));
  }

  /** Changes an environment. */
  @PATCH
  @Path("/{environment_id}")
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(
      operationId = "patch_environment",
      summary = "Rename an environment, switch webhooks on or off, change its settings")
  @RequestBody(content = @Content(schema = @Schema(implementation = EnvironmentPatchIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = EnvironmentOut.class)))
  public EnvironmentOut patch(@PathParam("environment_id") String environment, byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    return EnvironmentOut.of(
        environments.change(environment, present -> EnvironmentPatchIn.read(fields, present)));
  }
}
