package io.hooklane.deliverylog.search;

import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.ListParameters;
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
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Deliveries of an environment, or of a portal's application, found by what is known of them. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Delivery")
public class SearchResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final DeliverySearch search;
  private final UndeliveredLog undelivered;
  private final Clock clock;

  SearchResource(
      Caller caller,
      DirectoryLookup directory,
      DeliverySearch search,
      UndeliveredLog undelivered,
      Clock clock) {
    this.caller = caller;
    this.directory = directory;
    this.search = search;
    this.undelivered = undelivered;
    this.clock = clock;
  }

  /** Deliveries that all filters fit, newest first. */
  @GET
  @Path("delivery")
  @Operation(
      operationId = "search_deliveries",
      summary = "Search deliveries by ids, values in payloads, type, status and time")
  public ListResponse<DeliveryOut> search(@Context UriInfo request) {
    Reach reach = caller.reach();
    Set<String> attributes = attributes(request, reach);
    Set<String> known = new HashSet<>(ListParameters.SEARCH);
    attributes.forEach(name -> known.add(SearchFilters.ATTRIBUTE + name));
    QueryParameters parameters = QueryParameters.of(request, known);
    PageRequest page =
        PageRequest.of(
            parameters.number("limit"), parameters.text("iterator"), DeliveryPlace::isForm);
    SearchShows shows =
        new SearchShows(
            parameters.flag("with_content", true), parameters.flag("with_attempts", false));
    Scope scope = Scope.of(parameters, reach, directory);
    SearchFilters filters =
        SearchFilters.of(parameters, scope.application(), scope.endpoint(), attributes);
    return ListResponse.of(
        search.find(reach.environment(), filters, page, shows),
        page,
        found -> found.place().iterator(),
        DeliverySearch.Found::delivery);
  }

  /** What was accepted and has not arrived, by why. */
  @GET
  @Path("undelivered")
  @Operation(
      operationId = "list_undelivered",
      summary = "What was accepted and not delivered, grouped by why")
  public UndeliveredOut undelivered(@Context UriInfo request) {
    Reach reach = caller.reach();
    QueryParameters parameters = QueryParameters.of(request, ListParameters.UNDELIVERED);
    UndeliveredWindow window = UndeliveredWindow.of(parameters, clock.instant());
    Scope scope = Scope.of(parameters, reach, directory);
    int limit = PageRequest.of(parameters.number("limit"), null, iterator -> false).limit();
    return undelivered.of(reach.environment(), scope, window, limit);
  }

  /** Those that the environment has; asks again for ones that were perhaps set just now. */
  private Set<String> attributes(UriInfo request, Reach reach) {
    Set<String> names = directory.searchAttributes(reach.environment()).names();
    boolean allKnown =
        request.getQueryParameters().keySet().stream()
            .filter(name -> name.startsWith(SearchFilters.ATTRIBUTE) || name.equals("value"))
            .allMatch(
                name ->
                    name.equals("value")
                        ? !names.isEmpty()
                        : names.contains(name.substring(SearchFilters.ATTRIBUTE.length())));
    if (allKnown) {
      return names;
    }
    directory.catchUp();
    return directory.searchAttributes(reach.environment()).names();
  }
}
