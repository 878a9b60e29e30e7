package io.hooklane.subscription.sourceaddress;

import io.quarkus.runtime.Startup;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The addresses that deliveries come from, over HTTP. */
@Path("/api/v1/source-addresses")
@Tag(name = "Source Addresses")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
@Startup
public class SourceAddressesResource {

  private final SourceAddressesOut answer;

  SourceAddressesResource(SourceAddressesConfig config) {
    this.answer = new SourceAddressesOut(Networks.of(config.networks().orElse(List.of())));
  }

  /** Lists them. */
  @GET
  @Authenticated
  @Operation(
      operationId = "list_source_addresses",
      summary = "List the addresses that deliveries come from")
  public SourceAddressesOut list() {
    return answer;
  }
}
