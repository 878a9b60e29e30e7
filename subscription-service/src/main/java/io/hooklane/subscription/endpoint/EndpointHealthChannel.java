package io.hooklane.subscription.endpoint;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The verdicts on endpoints, one after another; an offset is committed when its verdict is done.
 */
@ApplicationScoped
public class EndpointHealthChannel {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final VerdictIntake intake;

  EndpointHealthChannel(EndpointVerdicts verdicts) {
    this.intake = new VerdictIntake(verdicts::apply, FIRST_PAUSE);
  }

  @Incoming("endpoint-health")
  @Blocking
  void consume(ConsumerRecord<byte[], byte[]> entry) throws InterruptedException {
    intake.take(entry);
  }

  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
    intake.stop();
  }
}
