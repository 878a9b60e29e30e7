package io.hooklane.subscription.sending;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What requests to an endpoint authenticate with, as callers see it: without secrets. */
@Schema(name = "EndpointAuthenticationOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthenticationOut(
    @Schema(
            required = true,
            enumeration = {"none", "basic", "bearer", "oauth2"})
        String type,
    @Nullable String username,
    @Nullable String tokenUrl,
    @Nullable String clientId,
    @Nullable String clientAuthentication,
    @Nullable String scope,
    @Nullable String audience) {

  /** What is not secret of it. */
  public static AuthenticationOut of(@Nullable Authentication authentication) {
    return switch (authentication) {
      case null -> new AuthenticationOut("none", null, null, null, null, null, null);
      case Authentication.Basic it ->
          new AuthenticationOut(it.type(), it.username(), null, null, null, null, null);
      case Authentication.Bearer it ->
          new AuthenticationOut(it.type(), null, null, null, null, null, null);
      case Authentication.OAuth2 it ->
          new AuthenticationOut(
              it.type(),
              null,
              it.tokenUrl(),
              it.clientId(),
              it.clientAuthentication(),
              it.scope(),
              it.audience());
    };
  }
}
