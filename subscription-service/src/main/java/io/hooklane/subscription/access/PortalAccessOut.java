package io.hooklane.subscription.access;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The way into an application's portal.
 *
 * @param url a page that takes the token from its fragment, which no server ever sees
 */
@Schema(name = "AppPortalAccessOut")
record PortalAccessOut(
    @Schema(required = true) String token, @Schema(required = true, format = "uri") String url) {

  /** Never the token. */
  @Override
  public String toString() {
    return "AppPortalAccessOut";
  }
}
