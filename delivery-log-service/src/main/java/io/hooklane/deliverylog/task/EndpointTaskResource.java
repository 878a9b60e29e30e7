package io.hooklane.deliverylog.task;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.resend.RequestKey;
import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Starts background tasks at an endpoint; with {@code dry_run} it only counts. */
@Path("/api/v1/app/{app_id}/endpoint/{endpoint_id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Permission.ATTEMPT_CREATE)
@Tag(name = "Endpoint")
public class EndpointTaskResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final TaskStart tasks;
  private final HttpHeaders headers;
  private final UriInfo uri;

  EndpointTaskResource(
      Caller caller,
      DirectoryLookup directory,
      TaskStart tasks,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    this.caller = caller;
    this.directory = directory;
    this.tasks = tasks;
    this.headers = headers;
    this.uri = uri;
  }

  /** Resends what failed. */
  @POST
  @Path("/recover")
  @Operation(
      operationId = "v1.endpoint.recover",
      summary = "Resend all messages that ended without success")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = TaskWindowIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Counted",
      content = @Content(schema = @Schema(implementation = CountOut.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = StartedTaskOut.class)))
  public RestResponse<Object> recover(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @QueryParam("dry_run") boolean dryRun,
      byte[] body) {
    return answer(app, endpoint, TaskKind.RECOVER, dryRun, body);
  }

  /** Sends what the endpoint takes and never got. */
  @POST
  @Path("/replay-missing")
  @Operation(
      operationId = "v1.endpoint.replay-missing",
      summary = "Send all messages that the endpoint takes and that were never bound to it")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = TaskWindowIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Counted",
      content = @Content(schema = @Schema(implementation = CountOut.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = StartedTaskOut.class)))
  public RestResponse<Object> replayMissing(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @QueryParam("dry_run") boolean dryRun,
      byte[] body) {
    return answer(app, endpoint, TaskKind.REPLAY_MISSING, dryRun, body);
  }

  /** Resends what a filter says. */
  @POST
  @Path("/bulk-replay")
  @Operation(
      operationId = "v1.endpoint.bulk-replay",
      summary = "Resend all messages that went to the endpoint and that a filter lets through")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = BulkReplayIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Counted",
      content = @Content(schema = @Schema(implementation = CountOut.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = StartedTaskOut.class)))
  public RestResponse<Object> bulkReplay(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @QueryParam("dry_run") boolean dryRun,
      byte[] body) {
    return answer(app, endpoint, TaskKind.BULK_REPLAY, dryRun, body);
  }

  private RestResponse<Object> answer(
      String app, String endpoint, TaskKind kind, boolean dryRun, byte[] body) {
    Application application = directory.application(caller.reach(), app);
    JsonBody fields = JsonBody.parse(body);
    if (dryRun) {
      return RestResponse.ok(new CountOut(tasks.count(application, endpoint, kind, fields)));
    }
    return RestResponse.accepted(
        StartedTaskOut.of(
            tasks.start(
                application,
                endpoint,
                kind,
                fields,
                RequestKey.of(
                    headers.getRequestHeader(RequestKey.HEADER),
                    caller.subject(),
                    uri.getRequestUri().getRawPath()))));
  }
}
