package io.hooklane.deliverylog.health;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.Caller;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.management.Reach;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How endpoints do. */
@Path("/api/v1/endpoint-health")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Endpoint Health")
public class HealthResource {

  private static final Set<String> PARAMETERS = Set.of("limit", "iterator", "failing", "app_id");

  private final Caller caller;
  private final DirectoryLookup directory;
  private final HealthLog log;
  private final FailingRule rule;

  HealthResource(Caller caller, DirectoryLookup directory, HealthLog log, HealthConfig config) {
    this.caller = caller;
    this.directory = directory;
    this.log = log;
    this.rule = FailingRule.of(config);
  }

  /** The endpoints that were ever tried, by id. */
  @GET
  @Operation(operationId = "list_endpoint_health", summary = "List endpoints' health")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many rows at most, 1 to 250",
      schema = @Schema(type = SchemaType.INTEGER, defaultValue = "50"))
  @Parameter(
      name = "iterator",
      in = ParameterIn.QUERY,
      description = "The iterator of the page before",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "failing",
      in = ParameterIn.QUERY,
      description = "Only those that do nothing but fail, or only the others",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Parameter(
      name = "app_id",
      in = ParameterIn.QUERY,
      description = "Only this application's, by id or uid",
      schema = @Schema(type = SchemaType.STRING))
  public ListResponse<EndpointHealthOut> list(@Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, PARAMETERS);
    PageRequest page =
        PageRequest.of(
            parameters.number("limit"), parameters.text("iterator"), HealthLog::isIterator);
    Boolean failing = parameters.text("failing") == null ? null : parameters.flag("failing", false);
    return ListResponse.of(
        log.list(caller.reach(), application(parameters), failing, page),
        page,
        HealthLog.iterator(),
        row -> EndpointHealthOut.of(row, rule));
  }

  private @Nullable ApplicationId application(QueryParameters parameters) {
    Reach reach = caller.reach();
    String named = parameters.text("app_id");
    return named == null ? reach.onlyApplication() : directory.application(reach, named).id();
  }
}
