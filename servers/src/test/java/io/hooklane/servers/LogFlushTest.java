package io.hooklane.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFlushTest {

  @TempDir private Path data;

  private final List<Path> forced = new ArrayList<>();
  private final Set<Path> failing = new HashSet<>();

  @SuppressWarnings("NullAway.Init") // before each test
  private LogFlush flush;

  @SuppressWarnings("NullAway.Init") // before each test
  private Path segment;

  @BeforeEach
  void partition() throws IOException {
    flush = new LogFlush(data, this::force);
    Path partition = Files.createDirectory(data.resolve("topic-0"));
    segment = partition.resolve("00000000000000000000.log");
    Files.writeString(segment, "abc");
    Files.writeString(partition.resolve("00000000000000000000.index"), "index");
    Files.writeString(data.resolve("meta.properties"), "id");
  }

  @AfterEach
  void close() {
    flush.close();
  }

  private void force(Path file) throws IOException {
    if (failing.contains(file)) {
      throw new IOException("The disk fails");
    }
    forced.add(file);
  }

  @Test
  void forcesWhatWasAppendedAndNothingTwice() throws IOException {
    flush.round();
    flush.round();
    assertThat(forced).containsExactly(segment);

    Files.writeString(segment, "abcdef");
    flush.round();

    assertThat(forced).containsExactly(segment, segment);
    assertThat(flush.bytesOnDisk()).isEqualTo(6);
  }

  @Test
  void forcesTheEndOfASegmentThatIsNotTheLastAnyMore() throws IOException {
    flush.round();
    Files.writeString(segment, "abcdef");
    Path next = segment.resolveSibling("00000000000000000006.log");
    Files.writeString(next, "g");

    flush.round();

    assertThat(forced).containsExactlyInAnyOrder(segment, segment, next);
  }

  @Test
  void forcesOneThatWasCutAndGrewAgain() throws IOException {
    flush.round();
    Files.writeString(segment, "");
    flush.round();
    Files.writeString(segment, "xyz");

    flush.round();

    assertThat(forced).hasSize(3);
  }

  @Test
  void triesAgainWhatFailedAndForcesTheOthers() throws IOException {
    Path other = Files.createDirectory(data.resolve("topic-1")).resolve(segment.getFileName());
    Files.writeString(other, "others");
    failing.add(segment);
    flush.round();
    assertThat(forced).containsExactly(other);
    assertThat(flush.bytesOnDisk()).isEqualTo(6);
    failing.clear();

    flush.round();

    assertThat(forced).containsExactly(other, segment);
    assertThat(flush.bytesOnDisk()).isEqualTo(9);
  }

  @Test
  void leavesAloneWhatIsNotAmongTheNewestTwo() throws IOException {
    Path second = Files.writeString(segment.resolveSibling("00000000000000000003.log"), "d");
    Path third = Files.writeString(segment.resolveSibling("00000000000000000004.log"), "e");

    flush.round();

    assertThat(forced).containsExactly(second, third);
  }

  @Test
  void nothingIsForcedOfAPartitionThatWasDeleted() throws IOException {
    Files.delete(segment);
    Files.delete(segment.resolveSibling("00000000000000000000.index"));
    Files.delete(segment.getParent());

    flush.round();

    assertThat(forced).isEmpty();
  }

  @Test
  void forgetsWhatWasDeleted() throws IOException {
    flush.round();
    Files.delete(segment);

    flush.round();

    assertThat(flush.bytesOnDisk()).isZero();
  }

  @Test
  void reallyForces() {
    try (LogFlush real = new LogFlush(data)) {
      real.round();

      assertThat(real.bytesOnDisk()).isEqualTo(3);
    }
  }
}
