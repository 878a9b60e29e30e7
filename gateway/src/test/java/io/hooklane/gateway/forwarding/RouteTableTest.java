package io.hooklane.gateway.forwarding;

import static io.hooklane.gateway.forwarding.Service.DELIVERY_LOG;
import static io.hooklane.gateway.forwarding.Service.INGEST;
import static io.hooklane.gateway.forwarding.Service.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.gateway.forwarding.RouteTable.Access;
import io.hooklane.gateway.forwarding.RouteTable.Match;
import io.hooklane.gateway.forwarding.RouteTable.NoPath;
import io.hooklane.gateway.forwarding.RouteTable.OtherMethod;
import io.hooklane.gateway.forwarding.RouteTable.Route;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  private final RouteTable table = Routes.table();

  @ParameterizedTest
  @CsvSource({
    "POST,   /api/v1/app/a/msg,                              INGEST",
    "GET,    /api/v1/app/a/msg,                              DELIVERY_LOG",
    "GET,    /api/v1/app/a/msg/m,                            DELIVERY_LOG",
    "DELETE, /api/v1/app/a/msg/m/content,                    DELIVERY_LOG",
    "POST,   /api/v1/app/a/msg/m/endpoint/e/resend,          DELIVERY_LOG",
    "GET,    /api/v1/app/a/attempt/endpoint/e,               DELIVERY_LOG",
    "GET,    /api/v1/app/a/attempt/msg/m,                    DELIVERY_LOG",
    "GET,    /api/v1/app/a/endpoint/e/msg,                   DELIVERY_LOG",
    "GET,    /api/v1/app/a/endpoint/e/stats,                 DELIVERY_LOG",
    "GET,    /api/v1/app/a/endpoint/e/health,                DELIVERY_LOG",
    "GET,    /api/v1/endpoint-health,                        DELIVERY_LOG",
    "GET,    /api/v1/statistics,                             DELIVERY_LOG",
    "POST,   /api/v1/app/a/endpoint/e/recover,               DELIVERY_LOG",
    "POST,   /api/v1/app/a/endpoint/e/bulk-replay,           DELIVERY_LOG",
    "POST,   /api/v1/background-task/t/cancel,               DELIVERY_LOG",
    "POST,   /api/v1/app/a/endpoint/e/replay-missing,        DELIVERY_LOG",
    "GET,    /api/v1/app,                                    SUBSCRIPTION",
    "PATCH,  /api/v1/app/a/endpoint/e,                       SUBSCRIPTION",
    "POST,   /api/v1/app/a/endpoint/e/secret/rotate,         SUBSCRIPTION",
    "DELETE, /api/v1/event-type/order.created,               SUBSCRIPTION",
    "GET,    /api/v1/app/msg,                                SUBSCRIPTION",
    "GET,    /api/v1/app/endpoint/endpoint/endpoint,         SUBSCRIPTION",
  })
  void sendsEachOperationToItsService(String method, String path, Service service) {
    assertThat(match(method, path)).isEqualTo(new Route(service, Access.WEBHOOKS));
  }

  @Test
  void needsNoKeyForHealthAndPublicCatalogsAlone() {
    assertThat(match("GET", "/catalog/env_1")).isEqualTo(new Route(SUBSCRIPTION, Access.ANYBODY));
    assertThat(match("GET", "/catalog/env_1/event-types"))
        .isEqualTo(new Route(SUBSCRIPTION, Access.ANYBODY));
    assertThat(match("GET", "/api/v1/catalog/env_1")).isInstanceOf(NoPath.class);
    assertThat(match("GET", "/api/v1/health")).isEqualTo(new Route(SUBSCRIPTION, Access.ANYBODY));
    assertThat(match("GET", "/api/v1/health/ping"))
        .isEqualTo(new Route(SUBSCRIPTION, Access.ANYBODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v1/app/a/msg/m/x",
        "/q/health",
        "/API/v1/app",
        "/api/v2/app",
        "/api/v1/app/a/msg/m/endpoint/e"
      })
  void knowsNoOtherPath(String path) {
    assertThat(match("GET", path)).isInstanceOf(NoPath.class);
  }

  @Test
  void whatCanBeGotCanBeAskedForItsHeadersAlone() {
    assertThat(match("HEAD", "/api/v1/health/ping"))
        .isEqualTo(new Route(SUBSCRIPTION, Access.ANYBODY));
    assertThat(match("HEAD", "/api/v1/app")).isEqualTo(new Route(SUBSCRIPTION, Access.WEBHOOKS));
    assertThat(match("HEAD", "/api/v1/auth/logout")).isInstanceOf(OtherMethod.class);
  }

  @Test
  void namesTheMethodsOfAPathThatHasOthers() {
    assertThat(match("PUT", "/api/v1/app/a/msg")).isEqualTo(new OtherMethod("GET, POST"));
    assertThat(match("TRACE", "/api/v1/app")).isEqualTo(new OtherMethod("GET, POST"));
  }

  @Test
  void prefersANameOverAPlaceholderButComesBackFromIt() {
    // Given
    RouteTable small =
        new RouteTable()
            .add(HttpMethod.GET, "/a/fixed/x", new Route(INGEST, Access.WEBHOOKS))
            .add(HttpMethod.GET, "/a/{}/y", new Route(DELIVERY_LOG, Access.WEBHOOKS));
    // When, then
    assertThat(small.match(HttpMethod.GET, new RequestPath("/a/fixed/x")))
        .isEqualTo(new Route(INGEST, Access.WEBHOOKS));
    assertThat(small.match(HttpMethod.GET, new RequestPath("/a/fixed/y")))
        .isEqualTo(new Route(DELIVERY_LOG, Access.WEBHOOKS));
  }

  @Test
  void refusesTheSameOperationTwice() {
    RouteTable small =
        new RouteTable().add(HttpMethod.GET, "/a", new Route(INGEST, Access.WEBHOOKS));
    assertThatThrownBy(
            () -> small.add(HttpMethod.GET, "/a", new Route(DELIVERY_LOG, Access.WEBHOOKS)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Match match(String method, String path) {
    return table.match(HttpMethod.valueOf(method), new RequestPath(path));
  }
}
