package io.hooklane.subscription.sample;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.hooklane.subscription.eventtype.CatalogView;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Samples over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SampleResource {

  private final SampleSender sender;
  private final Caller caller;

  SampleResource(SampleSender sender, Caller caller) {
    this.sender = sender;
    this.caller = caller;
  }

  /** Sends a sample. */
  @POST
  @Path("/{endpoint_id}/send-example")
  @Idempotent
  @RolesAllowed(Permission.ATTEMPT_CREATE)
  @Operation(
      operationId = "v1.endpoint.send-example",
      summary = "Send a sample of an event type to an endpoint, whatever it asks for")
  @RequestBody(content = @Content(schema = @Schema(implementation = EventExampleIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = SampleOut.class)))
  public RestResponse<SampleOut> send(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    return RestResponse.ok(
        SampleOut.of(
            sender.send(
                caller.reach(),
                new CatalogView(caller.environment(), caller.featureFlags()),
                application,
                endpoint,
                EventExampleIn.read(fields),
                fields)));
  }

  /** Sends a sample of each event type that the endpoint asks for. */
  @POST
  @Path("/{endpoint_id}/send-examples")
  @Idempotent
  @RolesAllowed(Permission.ATTEMPT_CREATE)
  @Operation(
      operationId = "v1.endpoint.send-examples",
      summary = "Send a sample of each event type that an endpoint asks for, 100 at most")
  @RequestBody(content = @Content(schema = @Schema(implementation = EventExamplesIn.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = EventExamplesOut.class)))
  public RestResponse<EventExamplesOut> sendAll(
      @PathParam("app_id") String application,
      @PathParam("endpoint_id") String endpoint,
      byte[] body) {
    JsonBody fields = body.length == 0 ? JsonBody.empty() : JsonBody.parse(body);
    return RestResponse.accepted(
        EventExamplesOut.of(
            sender.sendAll(
                caller.reach(),
                new CatalogView(caller.environment(), caller.featureFlags()),
                application,
                endpoint,
                EventExamplesIn.read(fields),
                fields)));
  }
}
