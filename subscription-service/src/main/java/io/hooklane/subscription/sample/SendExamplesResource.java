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

/** Samples of several event types over HTTP. */
@Path("/api/v1/app/{app_id}/endpoint/{endpoint_id}/send-examples")
@Tag(name = "Endpoint")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SendExamplesResource {

  private final SampleSender sender;
  private final Caller caller;

  SendExamplesResource(SampleSender sender, Caller caller) {
    this.sender = sender;
    this.caller = caller;
  }

  /** Sends a sample of each event type that the endpoint asks for. */
  @POST
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
  public RestResponse<EventExamplesOut> send(
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
