package io.hooklane.deliverylog.expunging;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.management.Caller;
import io.hooklane.management.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Contents are removed by whom the environment belongs to. */
@Path("/api/v1/app/{app_id}/msg/{msg_id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Permission.ENVIRONMENT_MANAGE)
@RunOnVirtualThread
public class ExpungingResource {

  private final Caller caller;
  private final DirectoryLookup directory;
  private final Expunging expunging;

  /** Wired by the container. */
  ExpungingResource(Caller caller, DirectoryLookup directory, Expunging expunging) {
    this.caller = caller;
    this.directory = directory;
    this.expunging = expunging;
  }

  /** Removes a message's payload, and what receivers answered to it; nothing more is sent. */
  @DELETE
  @Path("content")
  @Tag(name = "Message")
  @Operation(operationId = "v1.message.expunge-content", summary = "Delete a message's payload")
  public void message(@PathParam("app_id") String app, @PathParam("msg_id") String message) {
    expunging.message(application(app), message);
  }

  /** Removes what a receiver answered to one attempt. */
  @DELETE
  @Path("attempt/{attempt_id}/content")
  @Tag(name = "Message Attempt")
  @Operation(
      operationId = "v1.message-attempt.expunge-content",
      summary = "Delete an attempt's response body")
  public void attempt(
      @PathParam("app_id") String app,
      @PathParam("msg_id") String message,
      @PathParam("attempt_id") String attempt) {
    expunging.attempt(application(app), message, attempt);
  }

  private Application application(String idOrUid) {
    return directory.application(caller.reach(), idOrUid);
  }
}
