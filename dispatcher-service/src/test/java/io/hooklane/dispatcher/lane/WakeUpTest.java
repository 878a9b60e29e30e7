package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeUpTest {

  private static final long HALF_A_SECOND = TimeUnit.MILLISECONDS.toNanos(500);

  private final Vertx vertx = Vertx.vertx();
  private final OutsideOfLanes outside = new OutsideOfLanes();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aRateIsMetWhileTheEventLoopHasOtherThingsToDo() throws Exception {
    // Given
    ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    Lanes<Integer, OutsideOfLanes.Item> lanes =
        outside.lanes(OutsideOfLanes.rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.rates.put(1, 200);
    outside.endsAtOnce = true;
    WakeUp wakeUp = new WakeUp(context, lanes);
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    // When
    context.runOnContext(
        run -> {
          long began = System.nanoTime();
          outside.now = began;
          outside.offer(150, 1);
          while (outside.now - began < HALF_A_SECOND) {
            wakeUp.set();
            outside.now = System.nanoTime();
          }
          sent.complete(outside.sent.size());
        });
    // Then
    assertThat(sent.get(10, TimeUnit.SECONDS)).isBetween(50, 102);
  }
}
