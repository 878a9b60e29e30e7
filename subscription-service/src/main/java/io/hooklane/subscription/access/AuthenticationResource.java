package io.hooklane.subscription.access;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.Applications;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.subscription.idempotency.Idempotent;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Access to an application's portal, over HTTP. */
@Path("/api/v1/auth")
@Tag(name = "Authentication")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuthenticationResource {

  private final PortalTokens tokens;
  private final Applications applications;
  private final Environments environments;
  private final PortalConfig config;
  private final Caller caller;

  AuthenticationResource(
      PortalTokens tokens,
      Applications applications,
      Environments environments,
      PortalConfig config,
      Caller caller) {
    this.tokens = tokens;
    this.applications = applications;
    this.environments = environments;
    this.config = config;
    this.caller = caller;
  }

  /** Makes a token that reaches this application alone. */
  @POST
  @Path("/app-portal-access/{app_id}")
  @Idempotent
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.authentication.app-portal-access",
      summary = "Let somebody into an application's portal")
  @RequestBody(content = @Content(schema = @Schema(implementation = PortalAccessIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "A token, and the page that takes it",
      content = @Content(schema = @Schema(implementation = PortalAccessOut.class)))
  public RestResponse<PortalAccessOut> access(
      @PathParam("app_id") String application, byte[] body) {
    PortalAccessIn in =
        PortalAccessIn.read(body.length == 0 ? JsonBody.empty() : JsonBody.parse(body));
    Application opened = applications.getOrCreate(caller.reach(), application, in.application());
    String token = tokens.create(opened, in).value();
    return RestResponse.ok(new PortalAccessOut(token, page(token).toString()));
  }

  /** Ends an application's tokens. */
  @POST
  @Path("/app/{app_id}/expire-all")
  @Idempotent
  @RolesAllowed(Permission.ENVIRONMENT_MANAGE)
  @Operation(
      operationId = "v1.authentication.expire-all",
      summary = "End all tokens of an application's portal")
  @RequestBody(content = @Content(schema = @Schema(implementation = ExpireAllIn.class)))
  @APIResponse(responseCode = "204", description = "Ended")
  public void expireAll(@PathParam("app_id") String application, byte[] body) {
    ExpireAllIn in = ExpireAllIn.read(body.length == 0 ? JsonBody.empty() : JsonBody.parse(body));
    tokens.endAll(applications.get(caller.reach(), application), in.sessionIds(), in.within());
  }

  /** Ends the token that this request came with. */
  @POST
  @Path("/logout")
  @Idempotent
  @Consumes(MediaType.WILDCARD)
  @Authenticated
  @Operation(
      operationId = "logout_api_v1_auth_logout__post",
      summary = "End the portal's token that this request comes with")
  @APIResponse(responseCode = "204", description = "Ended")
  public void logout() {
    tokens.end(caller.subject());
  }

  /** Tells who calls. */
  @GET
  @Path("/whoami")
  @Authenticated
  @Operation(operationId = "whoami", summary = "Tell what this key opens")
  public WhoAmIOut whoAmI() {
    return WhoAmIOut.of(
        caller, caller.openEnvironment().flatMap(id -> environments.find(id.value())));
  }

  private URI page(String token) {
    return config.url().resolve("#token=" + token);
  }
}
