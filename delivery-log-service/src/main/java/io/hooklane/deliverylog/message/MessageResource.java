package io.hooklane.deliverylog.message;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.listing.ListParameters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.Caller;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages, as the management API shows them. */
@Path("/api/v1/app/{app_id}/msg")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Message")
public class MessageResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final MessageLog log;

  /** Wired by the container. */
  public MessageResource(Caller caller, DirectoryLookup directory, MessageLog log) {
    this.caller = caller;
    this.directory = directory;
    this.log = log;
  }

  /** An application's messages, newest first. */
  @GET
  @Operation(operationId = "v1.message.list", summary = "List messages")
  public ListResponse<MessageOut> list(@PathParam("app_id") String app, @Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, ListParameters.MESSAGES);
    PageRequest page =
        PageRequest.of(
            parameters.number("limit"), parameters.text("iterator"), MessagePlace::isForm);
    ListFilters filters = ListFilters.of(parameters);
    boolean withContent = parameters.flag("with_content", true);
    return ListResponse.of(
        log.list(application(app), page, filters, withContent),
        page,
        message -> message.place().iterator(),
        message -> message);
  }

  /** One message, by its id or its event id. */
  @GET
  @Path("{msg_id}")
  @Operation(operationId = "v1.message.get", summary = "Get a message")
  public MessageOut get(
      @PathParam("app_id") String app,
      @PathParam("msg_id") String message,
      @Context UriInfo request) {
    boolean withContent = QueryParameters.of(request).flag("with_content", true);
    return log.get(application(app), message, withContent);
  }

  private Application application(String idOrUid) {
    return directory.application(caller.reach(), idOrUid);
  }
}
