package io.hooklane.gateway.openapi;

import io.hooklane.gateway.forwarding.RoutesConfig;
import io.hooklane.gateway.forwarding.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The services' own OpenAPI documents, as each of them last told. */
@Singleton
class ServiceDocuments {

  private static final Logger LOG = Logger.getLogger(ServiceDocuments.class);
  private static final long PATIENCE_MS = 5_000;

  private final HttpClient client;
  private final RoutesConfig config;
  private final Map<Service, String> known =
      Collections.synchronizedMap(new EnumMap<>(Service.class));

  /**
   * What the services told.
   *
   * @param complete whether each of them did, now
   */
  record Told(Collection<String> documents, boolean complete) {}

  ServiceDocuments(Vertx vertx, RoutesConfig config) {
    this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1));
    this.config = config;
  }

  /** Asks all of them; of one that does not answer, what it told before is taken. Never fails. */
  Future<Told> ask() {
    List<Future<Void>> questions = new ArrayList<>();
    for (Service service : Service.values()) {
      questions.add(ask(service));
    }
    return Future.join(questions)
        .transform(
            all -> Future.succeededFuture(new Told(List.copyOf(known.values()), all.succeeded())));
  }

  private Future<Void> ask(Service service) {
    URI url = config.url(service).resolve("/q/openapi?format=json");
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setTimeout(PATIENCE_MS))
        .compose(request -> request.send().compose(ServiceDocuments::body))
        .map(
            body -> {
              known.put(service, body.toString());
              return (Void) null;
            })
        .onFailure(
            e ->
                LOG.warnf(
                    "service does not tell its OpenAPI service=%s reason=%s",
                    service, e.getMessage()));
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body()
        : Future.failedFuture("status " + response.statusCode());
  }
}
