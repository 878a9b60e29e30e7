package io.hooklane.standalone.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {

  private static final Backoff QUICK =
      new Backoff(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMinutes(1));

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private final SleepingChild first = new SleepingChild("first", stopped);
  private final SleepingChild second = new SleepingChild("second", stopped);
  private final Supervisor supervisor = new Supervisor(QUICK, said::add);

  @AfterEach
  void endProcesses() {
    supervisor.stop(List.of());
    first.close();
    second.close();
  }

  @Test
  void startsAllAndSaysSoForEach() {
    supervisor.start(List.of(first, second));

    assertThat(first.process()).get().matches(ProcessHandle::isAlive);
    assertThat(second.process()).get().matches(ProcessHandle::isAlive);
    assertThat(said)
        .hasSize(2)
        .anyMatch(line -> line.matches("first +ready in \\d+ ms"))
        .anyMatch(line -> line.matches("second +ready in \\d+ ms"));
  }

  @Test
  void aChildThatDoesNotStartIsAnErrorWithItsReason() {
    second.failsAtStart(1);

    assertThatThrownBy(() -> supervisor.start(List.of(first, second)))
        .isInstanceOf(ChildException.class)
        .hasMessage("second does not want to");
  }

  @Test
  void startsAgainAChildThatDies() {
    // Given
    supervisor.start(List.of(first));
    long before = first.process().orElseThrow().pid();
    // When
    first.kill();
    // Then
    await().until(() -> first.starts() == 2);
    await().until(() -> first.process().orElseThrow().pid() != before);
    await()
        .untilAsserted(
            () ->
                assertThat(said)
                    .anyMatch(
                        line ->
                            line.matches(
                                "first +ended unexpectedly, starting it again in 20 ms"
                                    + " \\(log: first.log\\)"))
                    .anyMatch(line -> line.matches("first +ready again in \\d+ ms")));
  }

  @Test
  void keepsTryingWhenAStartFails() {
    // Given
    first.failsAtStart(2).failsAtStart(3);
    supervisor.start(List.of(first));
    // When
    first.kill();
    // Then
    await().until(() -> first.starts() == 4 && first.process().orElseThrow().isAlive());
    assertThat(said).filteredOn(line -> line.contains("does not want to")).hasSize(2);
  }

  @Test
  void stopsInTheGivenOrderAndStartsNothingAgain() {
    // Given
    supervisor.start(List.of(first, second));
    // When
    supervisor.stop(List.of(second, first));
    // Then
    assertThat(stopped).containsExactly("second", "first");
    assertThat(first.starts() + second.starts()).isEqualTo(2);
    assertThat(said).noneMatch(line -> line.contains("unexpectedly"));
  }

  @Test
  void startsNothingOnceItWasToldToStop() {
    // Given
    supervisor.stop(List.of(first));
    // When Then
    assertThatThrownBy(() -> supervisor.start(List.of(first))).isInstanceOf(ChildException.class);
    assertThat(first.starts()).isZero();
    assertThat(said).isEmpty();
  }
}
