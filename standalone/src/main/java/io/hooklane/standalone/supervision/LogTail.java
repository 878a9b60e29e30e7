package io.hooklane.standalone.supervision;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The last lines of a log, for error messages. */
public final class LogTail {

  private static final int BYTES = 4_000;

  private LogTail() {}

  /** Up to 4,000 bytes, indented; empty when there is no such file. */
  public static String of(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).indent(4);
    } catch (IOException e) {
      return "";
    }
  }
}
