package io.hooklane.management;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body whose announced length is over the limit, in the shape of errors that callers
 * know; the server by itself answers such a request without a body. The limit is {@code
 * hooklane.body-limit}, or for {@code hooklane.large-body-paths}, as for all where nothing else is
 * said, {@code quarkus.http.limits.max-body-size}. What does not announce its length is counted by
 * the gateway.
 */
@Singleton
public class BodyLimit {

  /** How many times the limit is read and thrown away, so that the answer arrives. */
  private static final int WORTH_READING = 8;

  private static final int BEFORE_EVERYTHING_ELSE = 10_000;

  private final long most;
  private final long mostOfLarge;
  private final Set<String> largePaths;

  /** Wired by the container. */
  public BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "2M")
          MemorySize mostOfLarge,
      @ConfigProperty(name = "hooklane.body-limit") Optional<MemorySize> most,
      @ConfigProperty(name = "hooklane.large-body-paths") Optional<Set<String>> largePaths) {
    this.mostOfLarge = mostOfLarge.asLongValue();
    this.most = most.orElse(mostOfLarge).asLongValue();
    this.largePaths = Set.copyOf(largePaths.orElse(Set.of()));
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_EVERYTHING_ELSE);
  }

  private void check(RoutingContext request) {
    long announced = announcedLength(request);
    long limit = largePaths.contains(request.normalizedPath()) ? mostOfLarge : most;
    if (announced <= limit) {
      request.next();
      return;
    }
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(413)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (announced <= limit * WORTH_READING) {
      // A client that is still sending when the connection closes never sees the answer.
      request.request().resume();
    } else {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.end("{\"code\":\"payload_too_large\",\"detail\":\"The body is over the limit\"}");
  }

  private static long announcedLength(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
