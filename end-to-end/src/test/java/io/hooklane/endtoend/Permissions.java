package io.hooklane.endtoend;

import io.hooklane.endtoend.OpenApi.Operation;
import java.util.List;

/** What an operation needs, as the served OpenAPI says it. */
final class Permissions {

  /** For operations that do not say it: the first rule that fits. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(".* /api/v1/auth/(logout|whoami)", ""),
          new Rule(".* /api/v1/key.*", "installation:operate"),
          new Rule(".* /api/v1/environment.*", "installation:operate"),
          new Rule(".* /api/v1/audit-log", "audit:read"),
          new Rule(".* /api/v1/auth/.*", "environment:manage"),
          new Rule("GET .*/secret", "secret:read"),
          new Rule("POST .*/secret/rotate", "secret:manage"),
          new Rule("POST .*/(send-example|resend|recover|replay-missing)", "attempt:create"),
          new Rule("POST .*/msg", "message:create"),
          new Rule("GET .*/event-type.*", "catalog:read"),
          new Rule(".*/event-type.*", "catalog:manage"),
          new Rule("GET /api/v1/app", "environment:read"),
          new Rule("[^G].* /api/v1/app(/[^/]*)?", "environment:manage"),
          new Rule("GET .*", "application:read"),
          new Rule(".*", "endpoint:manage"));

  private Permissions() {}

  /** The permission; empty when any caller who is known may do it. */
  static String neededFor(Operation operation) {
    String said = operation.spec().path("x-hooklane-permission").asText();
    return said.isEmpty()
        ? RULES.stream()
            .filter(rule -> operation.toString().matches(rule.operation()))
            .findFirst()
            .orElseThrow()
            .permission()
        : said;
  }

  /** Whether it ends the very token that calls it. */
  static boolean endsTokens(Operation operation) {
    return operation.path().endsWith("/logout");
  }

  private record Rule(String operation, String permission) {}
}
