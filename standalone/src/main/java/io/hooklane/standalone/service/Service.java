package io.hooklane.standalone.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The services of the product, in the order in which they are stopped. */
public enum Service {
  /** The front door goes first, so that nothing new is accepted. */
  GATEWAY("gateway", "gateway", 256),
  /** Accepts events. */
  INGEST("ingest", "ingest-service", 384),
  /** Manages and resolves. */
  SUBSCRIPTION("subscription", "subscription-service", 512),
  /** Sends; may take its time to let requests in flight finish. */
  DISPATCHER("dispatcher", "dispatcher-service", 512),
  /** Records what the others have done. */
  DELIVERY_LOG("delivery-log", "delivery-log-service", 768);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(40);

  private final String label;
  private final String module;
  private final int heapMegabytes;

  Service(String label, String module, int heapMegabytes) {
    this.label = label;
    this.module = module;
    this.heapMegabytes = heapMegabytes;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** What its build made. */
  Path target(Path home) {
    return home.resolve(module).resolve("target");
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  /**
   * Further arguments for its memory. What the delivery log has in hand at full speed is to become
   * garbage before it has been copied often: while its memory is collected it writes nothing.
   */
  List<String> memoryArguments() {
    return this == DELIVERY_LOG ? List.of("-Xmn400m", "-XX:SurvivorRatio=4") : List.of();
  }

  Duration stopLimit() {
    return this == DISPATCHER ? DRAIN_LIMIT : STOP_LIMIT;
  }

  boolean hasDatabase() {
    return this == INGEST || this == SUBSCRIPTION || this == DELIVERY_LOG;
  }

  boolean handlesSecrets() {
    return this == SUBSCRIPTION || this == DISPATCHER;
  }
}
