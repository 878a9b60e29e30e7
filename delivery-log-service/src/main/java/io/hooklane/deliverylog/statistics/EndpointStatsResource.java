package io.hooklane.deliverylog.statistics;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.tally.Span;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An endpoint's counts. */
@Path("/api/v1/app/{app_id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Endpoint")
public class EndpointStatsResource {

  private static final Duration USUAL = Duration.ofDays(28);
  private static final Duration LONGEST = Duration.ofDays(90);

  private static final Set<String> PARAMETERS = Set.of("since", "until");

  private final Caller caller;
  private final DirectoryLookup directory;
  private final StatisticsLog log;
  private final Clock clock;

  EndpointStatsResource(Caller caller, DirectoryLookup directory, StatisticsLog log, Clock clock) {
    this.caller = caller;
    this.directory = directory;
    this.log = log;
    this.clock = clock;
  }

  /** How many deliveries to an endpoint stand how. */
  @GET
  @Path("endpoint/{endpoint_id}/stats")
  @Operation(operationId = "v1.endpoint.get-stats", summary = "Endpoint stats")
  @Parameter(
      name = "since",
      in = ParameterIn.QUERY,
      description = "From this moment on, widened to a whole hour or day",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Parameter(
      name = "until",
      in = ParameterIn.QUERY,
      description = "To this moment, widened to a whole hour or day",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  public EndpointStatsOut ofEndpoint(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @Context UriInfo request) {
    TimeRange range =
        TimeRange.of(
            QueryParameters.of(request, PARAMETERS), Span.HOUR, USUAL, LONGEST, clock.instant());
    Application application = directory.application(caller.reach(), app);
    EndpointId id = directory.endpoint(application.id(), endpoint).id();
    Selection selection = new Selection(application.environment(), application.id(), id, List.of());
    return EndpointStatsOut.of(log.total(selection, range));
  }
}
