package io.hooklane.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final ApplicationId application = ApplicationId.random(NOON, new SecureRandom());
  private final EndpointId endpoint = EndpointId.random(NOON, new SecureRandom());

  @Test
  void anIdOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> new ApplicationId(endpoint.value()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("app_");
  }

  @Test
  void aRepeatedEventIsTheSameMessage() {
    assertThat(MessageId.ofEvent(application, "order-1"))
        .isEqualTo(MessageId.ofEvent(application, "order-1"))
        .isNotEqualTo(MessageId.ofEvent(application, "order-2"))
        .isNotEqualTo(MessageId.ofIdempotencyKey(application, "order-1"));
  }

  @Test
  void aRepeatedFanOutIsTheSameDelivery() {
    MessageId message = MessageId.random(NOON, new SecureRandom());

    assertThat(DeliveryId.of(message, endpoint))
        .isEqualTo(DeliveryId.of(message, endpoint))
        .isNotEqualTo(DeliveryId.of(message, EndpointId.random(NOON, new SecureRandom())));
  }
}
