package io.hooklane.subscription.sending;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Certificates and keys as files, made with openssl for these tests only; they hold for 100 years.
 */
public final class TestCertificates {

  private TestCertificates() {}

  /** The text of a file. */
  public static String text(String file) {
    try (InputStream in = TestCertificates.class.getResourceAsStream("/certificates/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("No such file: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file as it stands in JSON, without quotes. */
  public static String json(String file) {
    return text(file).replace("\n", "\\n");
  }
}
