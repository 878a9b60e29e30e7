package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RowWritersTest {

  @Test
  void noFailureOfOneKeepsFromWaitingForTheOthers() {
    // Given
    CompletableFuture<Void> broken = CompletableFuture.failedFuture(new NullPointerException());
    CompletableFuture<Void> slow = new CompletableFuture<>();
    slow.completeOnTimeout(null, 50, TimeUnit.MILLISECONDS);
    // When
    Throwable thrown = catchThrowable(() -> RowWriters.awaitEnd(List.of(broken, slow)));
    // Then
    assertThat(slow).isDone();
    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(NullPointerException.class);
  }

  @Test
  void theFirstFailureOfTheDatabaseIsTheReason() {
    // Given
    SQLException first = new SQLException("first");
    // Then
    assertThatThrownBy(
            () ->
                RowWriters.awaitEnd(
                    List.of(
                        CompletableFuture.completedFuture(null),
                        CompletableFuture.failedFuture(first),
                        CompletableFuture.failedFuture(new SQLException("second")))))
        .isSameAs(first);
  }
}
