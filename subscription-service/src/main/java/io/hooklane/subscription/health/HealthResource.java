package io.hooklane.subscription.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Tells a client of the API that it is reached; probes of the service itself are under {@code /q}.
 */
@Path("/api/v1/health")
@Tag(name = "Health")
@PermitAll
public class HealthResource {

  /** Answers 204. */
  @GET
  @Operation(operationId = "v1.health.get", summary = "Verify that the API server is up")
  public void get() {}

  /** Answers 204. */
  @GET
  @Path("/ping")
  @Operation(hidden = true)
  public void ping() {}
}
