package io.hooklane.subscription.access;

import io.hooklane.contracts.id.KeyId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.environment.Environment;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** API keys over HTTP, for operators. */
@Path("/api/v1/key")
@Tag(name = "API Key")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ApiKeyResource {

  private final ApiKeys keys;
  private final Environments environments;
  private final Clock clock;

  ApiKeyResource(ApiKeys keys, Environments environments, Clock clock) {
    this.keys = keys;
    this.environments = environments;
    this.clock = clock;
  }

  /** Lists keys, newest first; revoked ones too. */
  @GET
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(operationId = "list_keys", summary = "List API keys")
  public ListResponse<ApiKeyOut> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator,
      @QueryParam("environment") @Nullable String environment) {
    return keys.list(
        environment == null ? null : environments.get(environment).id(),
        PageRequest.of(limit, iterator, KeyId::isForm));
  }

  /** Makes a key. */
  @POST
  @Idempotent
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(
      operationId = "create_key",
      summary = "Create an API key; the answer is the only place that shows it")
  @RequestBody(content = @Content(schema = @Schema(implementation = ApiKeyIn.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = ApiKeyOut.class)))
  public RestResponse<ApiKeyOut> create(byte[] body) {
    ApiKeyIn in = ApiKeyIn.read(JsonBody.parse(body), clock);
    String environment = in.environment();
    Environment opened =
        environment == null
            ? null
            : environments
                .find(environment)
                .orElseThrow(
                    () -> ValidationException.body("environment", "There is no such environment"));
    ApiKeys.Made made = keys.create(in.name(), opened, in.scopes(), in.expiresAt());
    return RestResponse.status(RestResponse.Status.CREATED, ApiKeyOut.of(made.key(), made.text()));
  }

  /** Gets a key; never its text. */
  @GET
  @Path("/{key_id}")
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(operationId = "get_key", summary = "Get what is known of an API key")
  public ApiKeyOut get(@PathParam("key_id") String key) {
    return ApiKeyOut.of(keys.get(key));
  }

  /** Revokes a key. */
  @DELETE
  @Path("/{key_id}")
  @RolesAllowed(Permission.INSTALLATION_OPERATE)
  @Operation(operationId = "revoke_key", summary = "Revoke an API key, within a second everywhere")
  public void revoke(@PathParam("key_id") String key) {
    keys.revoke(key);
  }
}
