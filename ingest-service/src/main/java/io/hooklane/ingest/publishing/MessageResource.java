package io.hooklane.ingest.publishing;

import io.hooklane.management.ApiException;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Publishes events by REST. */
@Path("/api/v1/app/{app_id}/msg")
@Tag(name = "Message")
public class MessageResource {

  private final Publisher publisher;
  private final Caller caller;
  private final PublishingConfig config;

  /** Wired by the container. */
  public MessageResource(Publisher publisher, Caller caller, PublishingConfig config) {
    this.publisher = publisher;
    this.caller = caller;
    this.config = config;
  }

  /** Accepts an event for an application; answered once it cannot be lost any more. */
  @POST
  @RolesAllowed(Permission.MESSAGE_CREATE)
  @Operation(operationId = "v1.message.create", summary = "Create Message")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = MessageIn.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted: it will be delivered, or be visible as failed",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = MessageOut.class)))
  public Uni<Response> create(
      @PathParam("app_id") String application,
      @QueryParam("with_content") @DefaultValue("true") boolean withContent,
      @HeaderParam("idempotency-key") @Nullable String idempotencyKey,
      @HeaderParam("hooklane-ordering-key") @Nullable String orderingKey,
      byte @Nullable [] body) {
    requireAtMost(config.maxBody().asLongValue(), body == null ? 0 : body.length);
    PublishRequest request = PublishRequest.parse(body);
    requireAtMost(config.maxPayload().asLongValue(), request.body().length);
    PublishKeys keys = new PublishKeys(idempotencyKey, orderingKey);
    return publisher
        .publish(caller.environment(), application, request, keys)
        .map(message -> accepted(message.answer(request, withContent)));
  }

  private static void requireAtMost(long limit, long length) {
    if (length > limit) {
      throw new ApiException(
          413, "payload_too_large", "At most " + limit + " bytes, these are " + length);
    }
  }

  private static Response accepted(byte[] answer) {
    return Response.status(Response.Status.ACCEPTED)
        .type(MediaType.APPLICATION_JSON)
        .entity(answer)
        .build();
  }
}
