package io.hooklane.deliverylog.resend;

import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Resends over HTTP. */
@Path("/api/v1/app/{app_id}/msg/{msg_id}/endpoint/{endpoint_id}/resend")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Message Attempt")
public class ResendResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final SingleResend resends;

  ResendResource(Caller caller, DirectoryLookup directory, SingleResend resends) {
    this.caller = caller;
    this.directory = directory;
    this.resends = resends;
  }

  /** Sends one message to one endpoint once more. */
  @POST
  @RolesAllowed(Permission.ATTEMPT_CREATE)
  @Operation(
      operationId = "v1.message-attempt.resend",
      summary = "Send a message to an endpoint once more, whatever that asks for")
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(name = "EmptyResponse", type = SchemaType.OBJECT)))
  public RestResponse<Map<String, String>> resend(
      @PathParam("app_id") String app,
      @PathParam("msg_id") String message,
      @PathParam("endpoint_id") String endpoint,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    Optional<byte[]> request =
        RequestKey.of(
            headers.getRequestHeader(RequestKey.HEADER),
            caller.subject(),
            uri.getRequestUri().getRawPath());
    resends.resend(directory.application(caller.reach(), app), message, endpoint, request);
    return RestResponse.accepted(Map.of());
  }
}
