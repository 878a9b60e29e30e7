package io.hooklane.gateway.forwarding;

import static io.hooklane.gateway.forwarding.Service.DELIVERY_LOG;
import static io.hooklane.gateway.forwarding.Service.INGEST;
import static io.hooklane.gateway.forwarding.Service.SUBSCRIPTION;

import io.hooklane.gateway.forwarding.RouteTable.Access;
import io.hooklane.gateway.forwarding.RouteTable.Load;
import io.hooklane.gateway.forwarding.RouteTable.Route;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;

/** Every operation of the API, and the service that answers it. */
public final class Routes {

  private static final String ANONYMOUS =
      """
      GET    /health
      GET    /health/ping
      """;

  /** Pages for browsers, which stand beside the API. */
  private static final String PAGES =
      """
      GET    /catalog/{}
      GET    /catalog/{}/event-types
      """;

  private static final String OF_SUBSCRIPTION =
      """
      GET    /app
      POST   /app
      GET    /app/{}
      PUT    /app/{}
      PATCH  /app/{}
      DELETE /app/{}
      GET    /app/{}/endpoint
      POST   /app/{}/endpoint
      GET    /app/{}/endpoint/{}
      PUT    /app/{}/endpoint/{}
      PATCH  /app/{}/endpoint/{}
      DELETE /app/{}/endpoint/{}
      GET    /app/{}/endpoint/{}/headers
      PUT    /app/{}/endpoint/{}/headers
      PATCH  /app/{}/endpoint/{}/headers
      GET    /app/{}/endpoint/{}/authentication
      PUT    /app/{}/endpoint/{}/authentication
      DELETE /app/{}/endpoint/{}/authentication
      GET    /app/{}/endpoint/{}/client-certificate
      PUT    /app/{}/endpoint/{}/client-certificate
      DELETE /app/{}/endpoint/{}/client-certificate
      GET    /app/{}/endpoint/{}/ca-certificates
      PUT    /app/{}/endpoint/{}/ca-certificates
      DELETE /app/{}/endpoint/{}/ca-certificates
      GET    /app/{}/endpoint/{}/secret
      POST   /app/{}/endpoint/{}/secret/rotate
      POST   /app/{}/endpoint/{}/send-example
      POST   /app/{}/endpoint/{}/send-examples
      GET    /event-type
      POST   /event-type
      GET    /event-type/{}
      PUT    /event-type/{}
      PATCH  /event-type/{}
      DELETE /event-type/{}
      GET    /event-type/{}/example
      POST   /event-type/import/openapi
      GET    /operational-webhook/endpoint
      POST   /operational-webhook/endpoint
      GET    /operational-webhook/endpoint/{}
      PUT    /operational-webhook/endpoint/{}
      DELETE /operational-webhook/endpoint/{}
      GET    /operational-webhook/endpoint/{}/headers
      PUT    /operational-webhook/endpoint/{}/headers
      GET    /operational-webhook/endpoint/{}/secret
      POST   /operational-webhook/endpoint/{}/secret/rotate
      POST   /auth/app-portal-access/{}
      POST   /auth/app/{}/expire-all
      """;

  /** There whether or not webhooks are switched on in the caller's environment. */
  private static final String OF_INSTALLATION =
      """
      POST   /auth/logout
      GET    /auth/whoami
      GET    /audit-log
      GET    /source-addresses
      GET    /key
      POST   /key
      GET    /key/{}
      DELETE /key/{}
      GET    /environment
      POST   /environment
      GET    /environment/{}
      PATCH  /environment/{}
      """;

  private static final String LARGE =
      """
      POST   /environment/export
      POST   /environment/import
      """;

  private static final String OF_INGEST =
      """
      POST   /app/{}/msg
      """;

  private static final String OF_DELIVERY_LOG =
      """
      GET    /delivery
      GET    /undelivered
      GET    /app/{}/msg
      GET    /app/{}/msg/{}
      DELETE /app/{}/msg/{}/content
      GET    /app/{}/msg/{}/endpoint
      POST   /app/{}/msg/{}/endpoint/{}/resend
      GET    /app/{}/msg/{}/attempt/{}
      DELETE /app/{}/msg/{}/attempt/{}/content
      GET    /app/{}/attempt/endpoint/{}
      GET    /app/{}/attempt/msg/{}
      GET    /app/{}/endpoint/{}/msg
      GET    /app/{}/endpoint/{}/stats
      GET    /app/{}/endpoint/{}/health
      GET    /endpoint-health
      GET    /statistics
      POST   /app/{}/endpoint/{}/recover
      POST   /app/{}/endpoint/{}/replay-missing
      POST   /app/{}/endpoint/{}/bulk-replay
      GET    /background-task
      GET    /background-task/{}
      POST   /background-task/{}/cancel
      """;

  private static final String STREAMS =
      """
      GET    /activity
      GET    /app/{}/activity
      GET    /app/{}/endpoint/{}/activity
      """;

  private static final String BASE = "/api/v1";
  private static final Pattern SPACES = Pattern.compile(" +");

  private Routes() {}

  /** The whole table. */
  public static RouteTable table() {
    RouteTable table = new RouteTable();
    add(table, ANONYMOUS, new Route(SUBSCRIPTION, Access.ANYBODY));
    add(table, "", PAGES, new Route(SUBSCRIPTION, Access.ANYBODY));
    add(table, OF_INSTALLATION, new Route(SUBSCRIPTION, Access.CALLER));
    add(table, OF_SUBSCRIPTION, new Route(SUBSCRIPTION, Access.WEBHOOKS));
    add(table, LARGE, new Route(SUBSCRIPTION, Access.WEBHOOKS, Load.LARGE));
    add(table, OF_INGEST, new Route(INGEST, Access.WEBHOOKS));
    add(table, OF_DELIVERY_LOG, new Route(DELIVERY_LOG, Access.WEBHOOKS));
    add(table, STREAMS, new Route(DELIVERY_LOG, Access.WEBHOOKS, Load.STREAM));
    return table;
  }

  private static void add(RouteTable table, String lines, Route route) {
    add(table, BASE, lines, route);
  }

  private static void add(RouteTable table, String base, String lines, Route route) {
    lines
        .lines()
        .map(SPACES::split)
        .forEach(line -> table.add(HttpMethod.valueOf(line[0]), base + line[1], route));
  }
}
