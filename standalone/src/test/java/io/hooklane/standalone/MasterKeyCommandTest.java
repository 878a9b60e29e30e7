package io.hooklane.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MasterKeyCommandTest {

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void nameAFile() {
    file = directory.resolve("master.key.json");
  }

  @Test
  void makesAFileThatOnlyItsOwnerReads() throws IOException {
    Run run = run("create");

    assertThat(run.code()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(run.text()).contains(Long.toString(keyset().primary()));
  }

  @Test
  void neverReplacesAKeyThatIsThere() throws IOException {
    run("create");
    String before = Files.readString(file);

    Run again = run("create");

    assertThat(again.code()).isNotZero();
    assertThat(again.text()).contains("master-key add");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void rotatesByAddPromoteAndRemove() throws IOException {
    run("create");
    long old = keyset().primary();
    String sealed = new MasterKey(keyset()).seal("a", new byte[] {1});

    run("add");
    assertThat(keyset().primary()).isEqualTo(old);
    run("promote");
    long fresh = keyset().primary();
    assertThat(new MasterKey(keyset()).open("a", sealed)).containsExactly(1);
    Run listed = run("list");
    run("remove", "--key", Long.toString(old));

    assertThat(fresh).isNotEqualTo(old);
    assertThat(listed.text().lines()).containsExactly(Long.toString(old), fresh + " primary");
    assertThat(keyset().keys()).containsExactly(new Keyset.Key(fresh, true));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void thePrimaryKeyStays() throws IOException {
    run("create");

    Run removed = run("remove", "--key", Long.toString(keyset().primary()));

    assertThat(removed.code()).isNotZero();
    assertThat(removed.text()).contains("promote another first");
    assertThat(keyset().keys()).hasSize(1);
  }

  @Test
  void noCommandPrintsAKey() throws IOException {
    StringBuilder printed = new StringBuilder();
    for (String command : List.of("create", "add", "promote", "list", "create")) {
      printed.append(run(command).text());
    }

    for (String value : Files.readString(file).split("\"value\":\\s*\"", -1)) {
      assertThat(printed).doesNotContain(value.substring(0, 20));
    }
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Run missing = run("list");
    Files.writeString(file, "{\"secret\":1}");
    Run broken = run("add");

    assertThat(missing.text()).contains("cannot be read", "master-key create");
    assertThat(broken.text()).contains("not a Tink keyset").doesNotContain("secret");
  }

  /** What came of a command: its exit code, and all that it printed. */
  private record Run(int code, String text) {}

  private Run run(String command, String... more) {
    StringWriter printed = new StringWriter();
    CommandLine line = HooklaneCommand.line();
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(printed));
    String[] arguments = new String[4 + more.length];
    arguments[0] = "master-key";
    arguments[1] = command;
    arguments[2] = "--file";
    arguments[3] = file.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    int code = line.execute(arguments);
    return new Run(code, printed.toString());
  }

  private Keyset keyset() throws IOException {
    return Keyset.parse(Files.readString(file));
  }
}
