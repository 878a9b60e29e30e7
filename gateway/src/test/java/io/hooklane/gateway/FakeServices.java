package io.hooklane.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** The three services behind the gateway, as peers over HTTP. */
public final class FakeServices implements QuarkusTestResourceLifecycleManager {

  private final Vertx vertx = Vertx.vertx();

  /** The subscription service. */
  public final FakeService subscription = new FakeService("subscription", vertx);

  /** The ingest service. */
  public final FakeService ingest = new FakeService("ingest", vertx);

  /** The delivery log service. */
  public final FakeService deliveryLog = new FakeService("delivery-log", vertx);

  @Override
  public Map<String, String> start() {
    all().forEach(FakeService::start);
    return Map.of(
        "hooklane.routes.subscription-url",
        subscription.url(),
        "hooklane.routes.ingest-url",
        ingest.url(),
        "hooklane.routes.delivery-log-url",
        deliveryLog.url(),
        "hooklane.routes.silence",
        "2s",
        "hooklane.cors.origins",
        "https://pages.example",
        "quarkus.management.test-port",
        "0");
  }

  /** All as at the beginning. */
  public void reset() {
    all().forEach(FakeService::reset);
  }

  /** All of them. */
  public List<FakeService> all() {
    return List.of(subscription, ingest, deliveryLog);
  }

  /** No request has come to its end at any of them. */
  public void assertThatNothingArrived() {
    assertThat(all()).allSatisfy(service -> assertThat(service.seen()).isEmpty());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(FakeServices.class));
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
