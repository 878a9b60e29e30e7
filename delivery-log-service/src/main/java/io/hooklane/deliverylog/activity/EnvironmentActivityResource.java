package io.hooklane.deliverylog.activity;

import io.hooklane.deliverylog.listing.ListParameters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happens to an environment's deliveries as it happens, as server-sent events. */
@Path("/api/v1/activity")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed(Permission.ENVIRONMENT_READ)
@RunOnVirtualThread
@Tag(name = "Activity")
public class EnvironmentActivityResource {

  private final Caller caller;
  private final ActivityOpening opening;

  /** Wired by the container. */
  EnvironmentActivityResource(Caller caller, ActivityOpening opening) {
    this.caller = caller;
    this.opening = opening;
  }

  /** All that happens in the environment. */
  @GET
  @Operation(
      operationId = "watch_environment",
      summary = "Watch an environment",
      description = ActivityResource.AS_IT_HAPPENS)
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  public void byEnvironment(
      @Context UriInfo request,
      @Context RoutingContext exchange,
      @Context SseEventSink sink,
      @Context Sse sse) {
    ActivityFilter filter =
        ActivityFilter.of(
            caller.environment(), null, null, QueryParameters.of(request, ListParameters.ACTIVITY));
    opening.open(filter, caller, exchange, sink, sse);
  }
}
