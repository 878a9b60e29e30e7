package io.hooklane.deliverylog.attempt;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.listing.ListParameters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.message.MessageLog;
import io.hooklane.deliverylog.message.MessagePlace;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which endpoints a message goes to, and which messages an endpoint gets. */
@Path("/api/v1/app/{app_id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Message Attempt")
public class DestinationResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final MessageLog messages;
  private final DestinationLog log;

  DestinationResource(
      Caller caller, DirectoryLookup directory, MessageLog messages, DestinationLog log) {
    this.caller = caller;
    this.directory = directory;
    this.messages = messages;
    this.log = log;
  }

  /** The endpoints that one message goes to. */
  @GET
  @Path("msg/{msg_id}/endpoint")
  @Operation(
      operationId = "v1.message-attempt.list-attempted-destinations",
      summary = "List attempted destinations")
  public ListResponse<MessageEndpointOut> listAttemptedDestinations(
      @PathParam("app_id") String app,
      @PathParam("msg_id") String message,
      @Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, ListParameters.DESTINATIONS);
    PageRequest page =
        PageRequest.of(parameters.number("limit"), parameters.text("iterator"), EndpointId::isForm);
    Application application = application(app);
    String messageId = messages.get(application, message, false).id();
    return ListResponse.of(
        log.ofMessage(application, messageId, page),
        page,
        MessageEndpointOut::id,
        destination -> destination);
  }

  /** The messages that one endpoint gets, newest first. */
  @GET
  @Path("endpoint/{endpoint_id}/msg")
  @Operation(
      operationId = "v1.message-attempt.list-attempted-messages",
      summary = "List attempted messages")
  public ListResponse<EndpointMessageOut> listAttemptedMessages(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, ListParameters.ATTEMPTED_MESSAGES);
    PageRequest page =
        PageRequest.of(
            parameters.number("limit"), parameters.text("iterator"), MessagePlace::isForm);
    ListFilters filters = ListFilters.of(parameters);
    Optional<MessageStatus> status = MessageStatus.filter(parameters);
    boolean withContent = parameters.flag("with_content", true);
    Application application = application(app);
    EndpointId endpointId = directory.endpoint(application.id(), endpoint).id();
    return ListResponse.of(
        log.toEndpoint(application, endpointId, page, filters, status, withContent),
        page,
        delivered -> delivered.message().place().iterator(),
        delivered -> delivered);
  }

  private Application application(String idOrUid) {
    return directory.application(caller.reach(), idOrUid);
  }
}
