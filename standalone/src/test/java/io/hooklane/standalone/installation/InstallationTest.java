package io.hooklane.standalone.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  @TempDir private Path temporary;

  @Test
  void keepsItsSecrets() {
    // Given
    Secrets first = Secrets.ensure(temporary);
    // When
    Secrets second = Secrets.ensure(temporary);
    // Then
    assertThat(second).isEqualTo(first);
    assertThat(first.liveKey()).matches("hk_live_[A-Za-z0-9_-]{43}");
    assertThat(first.testKey()).matches("hk_test_[A-Za-z0-9_-]{43}");
    assertThat(first.operatorKey()).matches("hk_operator_[A-Za-z0-9_-]{43}");
    assertThat(first).asString().doesNotContain("hk_");
  }

  @Test
  void onlyTheOwnerReadsItsFiles() throws Exception {
    // Given
    DataDirectory directory = DataDirectory.at(temporary.resolve("data"));
    // When
    JsonFile.write(directory.standaloneFile(), Map.of("liveKey", "hk_live_1"));
    // Then
    assertThat(permissions(directory.root())).isEqualTo("rwx------");
    assertThat(permissions(directory.standaloneFile())).isEqualTo("rw-------");
  }

  @Test
  void aJsonFileIsReadAsItWasWritten() {
    // Given
    Path file = temporary.resolve("a.json");
    JsonFile.write(file, Map.of("a", 1));
    JsonFile.write(file, Map.of("b", 2));
    // When
    Optional<Map<String, Integer>> read = JsonFile.read(file, new TypeReference<>() {});
    // Then
    assertThat(read).contains(Map.of("b", 2));
    assertThat(temporary).isDirectoryNotContaining(found -> found.toString().endsWith(".partial"));
  }

  @Test
  void oneDirectoryHasOneSupervisor() {
    // Given
    Path file = temporary.resolve("lock");
    Optional<DirectoryLock> first = DirectoryLock.tryTake(file);
    // When
    Optional<DirectoryLock> second = DirectoryLock.tryTake(file);
    first.orElseThrow().close();
    Optional<DirectoryLock> third = DirectoryLock.tryTake(file);
    // Then
    assertThat(second).isEmpty();
    assertThat(third).isPresent();
    third.orElseThrow().close();
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
