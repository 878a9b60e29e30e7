package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.ListParameters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.jspecify.annotations.Nullable;

/** What happens to one application's deliveries as it happens, as server-sent events. */
@Path("/api/v1/app/{app_id}")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Activity")
public class ActivityResource {

  static final String AS_IT_HAPPENS =
      "Attempts and cancellations as server-sent events, with their payloads. Resume with the"
          + " header Last-Event-ID; see docs/api.md, Live activity.";

  private final Caller caller;
  private final DirectoryLookup directory;
  private final ActivityOpening opening;

  /** Wired by the container. */
  ActivityResource(Caller caller, DirectoryLookup directory, ActivityOpening opening) {
    this.caller = caller;
    this.directory = directory;
    this.opening = opening;
  }

  /** All that happens to one application's messages. */
  @GET
  @Path("activity")
  @Operation(
      operationId = "watch_application",
      summary = "Watch an application",
      description = AS_IT_HAPPENS)
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  public void byApplication(
      @PathParam("app_id") String app,
      @Context UriInfo request,
      @Context RoutingContext exchange,
      @Context SseEventSink sink,
      @Context Sse sse) {
    Application application = directory.application(caller.reach(), app);
    open(application, null, request, exchange, sink, sse);
  }

  /** All that is sent to one endpoint. */
  @GET
  @Path("endpoint/{endpoint_id}/activity")
  @Operation(
      operationId = "watch_endpoint",
      summary = "Watch an endpoint",
      description = AS_IT_HAPPENS)
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  public void byEndpoint(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @Context UriInfo request,
      @Context RoutingContext exchange,
      @Context SseEventSink sink,
      @Context Sse sse) {
    Application application = directory.application(caller.reach(), app);
    EndpointId endpointId = directory.endpoint(application.id(), endpoint).id();
    open(application, endpointId, request, exchange, sink, sse);
  }

  private void open(
      Application application,
      @Nullable EndpointId endpoint,
      UriInfo request,
      RoutingContext exchange,
      SseEventSink sink,
      Sse sse) {
    ActivityFilter filter =
        ActivityFilter.of(
            application.environment(),
            application.id(),
            endpoint,
            QueryParameters.of(request, ListParameters.ACTIVITY));
    opening.open(filter, caller, exchange, sink, sse);
  }
}
