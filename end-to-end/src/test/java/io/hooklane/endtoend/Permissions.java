package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.endtoend.OpenApi.Operation;

/** What an operation needs, as the served OpenAPI says it. */
final class Permissions {

  private Permissions() {}

  /**
   * The permission; empty when any caller who is known may do it, which is so for questions about
   * the caller, and for what every caller's own people need to know.
   */
  static String neededFor(Operation operation) {
    String said = said(operation);
    if (said.isEmpty()) {
      assertThat(operation.path())
          .as("operations that say no permission")
          .isIn("/api/v1/auth/whoami", "/api/v1/auth/logout", "/api/v1/source-addresses");
    }
    return said;
  }

  /** Whether only an operator may do it. */
  static boolean operates(Operation operation) {
    return said(operation).equals("installation:operate");
  }

  /** Whether it ends the very token that calls it. */
  static boolean endsTokens(Operation operation) {
    return operation.path().endsWith("/logout");
  }

  private static String said(Operation operation) {
    return operation.spec().path("x-hooklane-permission").asText();
  }
}
