package io.hooklane.standalone.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir private Path directory;
  private final List<String> said = new ArrayList<>();
  private Process process;
  private Leftovers leftovers;

  @BeforeEach
  void startAProcess() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
    leftovers = new Leftovers(directory.resolve("processes.json"), Duration.ofSeconds(10));
  }

  @AfterEach
  void endTheProcess() {
    process.destroyForcibly();
  }

  @Test
  void endsWhatStillRunsFromBefore() {
    // Given
    leftovers.write(List.of(ProcessRecord.of("ingest", process.toHandle())));
    // When
    leftovers.end(said::add);
    // Then
    assertThat(process.isAlive()).isFalse();
    assertThat(said)
        .singleElement()
        .asString()
        .matches("ingest +still runs from before \\(process " + process.pid() + "\\), ending it");
  }

  @Test
  void leavesAloneAnotherProcessThatHasTheIdNow() {
    // Given
    ProcessRecord record = ProcessRecord.of("ingest", process.toHandle());
    long anHourEarlier = record.startedAtMillis() - Duration.ofHours(1).toMillis();
    leftovers.write(List.of(new ProcessRecord("ingest", process.pid(), anHourEarlier)));
    // When
    leftovers.end(said::add);
    // Then
    assertThat(process.isAlive()).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void findsTheSupervisor() {
    leftovers.write(
        List.of(
            ProcessRecord.of("ingest", ProcessHandle.current()),
            ProcessRecord.of(Leftovers.SUPERVISOR, process.toHandle())));

    assertThat(leftovers.supervisor()).contains(process.toHandle());
  }

  @Test
  void nothingIsLeftOverInANewDirectory() {
    leftovers.end(said::add);

    assertThat(leftovers.supervisor()).isEmpty();
    assertThat(said).isEmpty();
  }
}
