package io.hooklane.ingest.message;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What ingest counts. */
@Singleton
public class MessageMetrics {

  private final MeterRegistry registry;
  private final Counter byRest;
  private final Counter bySource;

  /** Wired by the container. */
  public MessageMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.byRest = accepted("rest");
    this.bySource = accepted("source");
  }

  /** A message published by REST is acknowledged. */
  public void acceptedByRest() {
    byRest.increment();
  }

  /** So many messages of a source are acknowledged. */
  public void acceptedBySource(long messages) {
    bySource.increment(messages);
  }

  /** A source's record went to the rejected ones. */
  public void rejected(String code) {
    Counter.builder("hooklane.ingest.rejected")
        .description("Source records rejected")
        .tag("code", code)
        .register(registry)
        .increment();
  }

  private Counter accepted(String way) {
    return Counter.builder("hooklane.ingest.accepted")
        .description("Messages accepted")
        .tag("way", way)
        .register(registry);
  }
}
