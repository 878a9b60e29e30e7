package io.hooklane.deliverylog.statistics;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.tally.Span;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.hooklane.management.Reach;
import io.hooklane.management.ValidationException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import org.jspecify.annotations.Nullable;

/** Counts and latencies over time. */
@Path("/api/v1/statistics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Statistics")
public class StatisticsResource {

  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST_BY_HOUR = Duration.ofDays(31);
  private static final Duration LONGEST_BY_DAY = Duration.ofDays(400);

  private static final Set<String> PARAMETERS =
      Set.of("app_id", "endpoint_id", "event_types", "since", "until", "bucket", "by");

  private final Caller caller;
  private final DirectoryLookup directory;
  private final StatisticsLog log;
  private final Clock clock;

  StatisticsResource(Caller caller, DirectoryLookup directory, StatisticsLog log, Clock clock) {
    this.caller = caller;
    this.directory = directory;
    this.log = log;
    this.clock = clock;
  }

  /** Counts and latencies of an environment, or of a part of it, by the hour or day. */
  @GET
  @Operation(operationId = "list_statistics", summary = "Statistics over time")
  @Parameter(
      name = "app_id",
      in = ParameterIn.QUERY,
      description = "Only this application's, by id or uid",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "endpoint_id",
      in = ParameterIn.QUERY,
      description = "Only this endpoint's, by id or uid; name its application too",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "event_types",
      in = ParameterIn.QUERY,
      description = "Only these event types",
      schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
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
  @Parameter(
      name = "bucket",
      in = ParameterIn.QUERY,
      description = "What is counted together",
      schema =
          @Schema(
              enumeration = {"hour", "day"},
              defaultValue = "hour"))
  @Parameter(
      name = "by",
      in = ParameterIn.QUERY,
      description = "What is told apart besides time",
      schema = @Schema(enumeration = {"application", "endpoint", "event_type"}))
  public StatisticsOut list(@Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, PARAMETERS);
    Span span = span(parameters);
    Grouping grouping = Grouping.of(parameters);
    TimeRange range =
        TimeRange.of(
            parameters,
            span,
            USUAL,
            span == Span.HOUR ? LONGEST_BY_HOUR : LONGEST_BY_DAY,
            clock.instant());
    List<String> eventTypes = parameters.names("event_types");
    Application application = application(parameters);
    Selection selection =
        new Selection(
            caller.environment(),
            application == null ? null : application.id(),
            endpoint(parameters, application),
            eventTypes);
    return StatisticsOut.of(range, grouping, log.rows(selection, range, grouping));
  }

  private @Nullable Application application(QueryParameters parameters) {
    Reach reach = caller.reach();
    String named = parameters.text("app_id");
    if (named == null && reach.onlyApplication() != null) {
      named = reach.onlyApplication().value();
    }
    return named == null ? null : directory.application(reach, named);
  }

  private @Nullable EndpointId endpoint(
      QueryParameters parameters, @Nullable Application application) {
    String named = parameters.text("endpoint_id");
    if (named == null) {
      return null;
    }
    if (application == null) {
      throw ValidationException.query("endpoint_id", "Name its application too, in app_id");
    }
    return directory.endpoint(application.id(), named).id();
  }

  private static Span span(QueryParameters parameters) {
    return switch (parameters.text("bucket")) {
      case null -> Span.HOUR;
      case "hour" -> Span.HOUR;
      case "day" -> Span.DAY;
      case String other -> throw ValidationException.query("bucket", "Say hour or day");
    };
  }
}
