package io.hooklane.subscription.access;

import io.hooklane.contracts.id.KeyId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.Permission;
import io.hooklane.subscription.access.ApiKeys.KeyUse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the gateway, and nobody else, tells which keys were used: it lets no caller here. */
@Path("/internal/key-uses")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class KeyUseResource {

  private static final int LONGEST_TIME = 64;

  private final ApiKeys keys;

  KeyUseResource(ApiKeys keys) {
    this.keys = keys;
  }

  /** Takes moments by key id. */
  @PUT
  @RolesAllowed(Permission.GATEWAY)
  @Operation(hidden = true)
  public void used(byte[] body) {
    List<KeyUse> uses = new ArrayList<>();
    JsonBody moments = JsonBody.parse(body);
    for (String id : moments.names()) {
      String moment = moments.text(id, LONGEST_TIME, null);
      uses.add(
          new KeyUse(
              moments.read(id, id, KeyId::new), moments.read(id, moment, KeyUseResource::time)));
    }
    keys.used(uses);
  }

  private static Instant time(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text));
  }
}
