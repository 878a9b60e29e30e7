package io.hooklane.deliverylog.attempt;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.ListParameters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.message.MessageLog;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Attempts, as the management API shows them. */
@Path("/api/v1/app/{app_id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.APPLICATION_READ)
@RunOnVirtualThread
@Tag(name = "Message Attempt")
public class AttemptResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final MessageLog messages;
  private final AttemptLog log;

  /** Wired by the container. */
  AttemptResource(Caller caller, DirectoryLookup directory, MessageLog messages, AttemptLog log) {
    this.caller = caller;
    this.directory = directory;
    this.messages = messages;
    this.log = log;
  }

  /** The attempts to one endpoint, newest first. */
  @GET
  @Path("attempt/endpoint/{endpoint_id}")
  @Operation(
      operationId = "v1.message-attempt.list-by-endpoint",
      summary = "List attempts by endpoint")
  public ListResponse<MessageAttemptOut> listByEndpoint(
      @PathParam("app_id") String app,
      @PathParam("endpoint_id") String endpoint,
      @Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, ListParameters.ATTEMPTS);
    PageRequest page = page(parameters);
    AttemptFilters filters = AttemptFilters.of(parameters);
    Application application = application(app);
    EndpointId endpointId = directory.endpoint(application.id(), endpoint).id();
    return response(log.toEndpoint(application, endpointId, page, filters), page);
  }

  /** The attempts of one message, newest first. */
  @GET
  @Path("attempt/msg/{msg_id}")
  @Operation(operationId = "v1.message-attempt.list-by-msg", summary = "List attempts by message")
  public ListResponse<MessageAttemptOut> listByMessage(
      @PathParam("app_id") String app,
      @PathParam("msg_id") String message,
      @Context UriInfo request) {
    QueryParameters parameters = QueryParameters.of(request, ListParameters.MESSAGE_ATTEMPTS);
    PageRequest page = page(parameters);
    AttemptFilters filters = AttemptFilters.of(parameters);
    Application application = application(app);
    String endpoint = parameters.text("endpoint_id");
    EndpointId endpointId =
        endpoint == null ? null : directory.endpoint(application.id(), endpoint).id();
    String messageId = messages.get(application, message, false).id();
    return response(log.ofMessage(application, messageId, endpointId, page, filters), page);
  }

  /** One attempt. */
  @GET
  @Path("msg/{msg_id}/attempt/{attempt_id}")
  @Operation(operationId = "v1.message-attempt.get", summary = "Get an attempt")
  public MessageAttemptOut get(
      @PathParam("app_id") String app,
      @PathParam("msg_id") String message,
      @PathParam("attempt_id") String attempt) {
    Application application = application(app);
    String messageId = messages.get(application, message, false).id();
    return log.get(application, messageId, attempt);
  }

  private static PageRequest page(QueryParameters parameters) {
    return PageRequest.of(
        parameters.number("limit"), parameters.text("iterator"), AttemptId::isForm);
  }

  private static ListResponse<MessageAttemptOut> response(
      List<MessageAttemptOut> rows, PageRequest page) {
    return ListResponse.of(rows, page, MessageAttemptOut::id, attempt -> attempt);
  }

  private Application application(String idOrUid) {
    return directory.application(caller.reach(), idOrUid);
  }
}
