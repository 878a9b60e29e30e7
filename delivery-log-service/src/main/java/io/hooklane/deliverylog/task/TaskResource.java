package io.hooklane.deliverylog.task;

import io.hooklane.contracts.id.TaskId;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.ApiException;
import io.hooklane.management.Caller;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.management.ValidationException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Background tasks, as the management API shows them. */
@Path("/api/v1/background-task")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Background Tasks")
public class TaskResource {

  private static final Set<String> PARAMETERS =
      Set.of("limit", "iterator", "status", "task", "order");

  private final Caller caller;
  private final TaskRepository tasks;
  private final Clock clock;

  TaskResource(Caller caller, TaskRepository tasks, Clock clock) {
    this.caller = caller;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** The tasks of the environment, or of the caller's application; newest first. */
  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(operationId = "v1.background-task.list", summary = "List background tasks")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "250"))
  @Parameter(name = "iterator", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      schema = @Schema(enumeration = {"running", "finished", "failed"}))
  @Parameter(
      name = "task",
      in = ParameterIn.QUERY,
      schema =
          @Schema(enumeration = {"endpoint.recover", "endpoint.replay", "endpoint.bulk-replay"}))
  @Parameter(
      name = "order",
      in = ParameterIn.QUERY,
      schema = @Schema(enumeration = {"ascending", "descending"}))
  public ListResponse<BackgroundTaskOut> list(@Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, PARAMETERS);
    PageRequest page =
        PageRequest.of(parameters.number("limit"), parameters.text("iterator"), TaskId::isForm);
    String status = known(parameters, "status", TaskStatus::isKnown, "running, finished or failed");
    String kind =
        known(
            parameters,
            "task",
            TaskKind::isKnown,
            "endpoint.recover, endpoint.replay or endpoint.bulk-replay");
    String order =
        known(
            parameters,
            "order",
            text -> text.equals("ascending") || text.equals("descending"),
            "ascending or descending");
    return ListResponse.of(
        tasks.list(caller.reach(), page, "ascending".equals(order), status, kind),
        page,
        task -> task.id().value(),
        BackgroundTaskOut::of);
  }

  /** One task. */
  @GET
  @Path("/{task_id}")
  @RolesAllowed(Permission.APPLICATION_READ)
  @Operation(operationId = "v1.background-task.get", summary = "Get a background task")
  public BackgroundTaskOut get(@PathParam("task_id") String id) {
    return BackgroundTaskOut.of(find(id));
  }

  /** Cancels a task; one that has ended stays as it is. */
  @POST
  @Path("/{task_id}/cancel")
  @RolesAllowed(Permission.ATTEMPT_CREATE)
  @Operation(
      operationId = "cancel_background_task",
      summary = "Cancel a background task; what it sent stays sent")
  public BackgroundTaskOut cancel(@PathParam("task_id") String id) {
    tasks.cancel(find(id).id(), clock.instant());
    return BackgroundTaskOut.of(find(id));
  }

  private Task find(String id) {
    if (!TaskId.isForm(id)) {
      throw ApiException.notFound();
    }
    return tasks.find(caller.reach(), new TaskId(id)).orElseThrow(ApiException::notFound);
  }

  private static @Nullable String known(
      QueryParameters parameters, String name, Predicate<String> known, String choice) {
    String text = parameters.text(name);
    if (text != null && !known.test(text)) {
      throw ValidationException.query(name, choice);
    }
    return text;
  }
}
