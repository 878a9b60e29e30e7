package io.hooklane.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test writes bytes that no HTTP client would. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MS = 10_000;
  private static final int QUIET_MS = 500;

  private final Socket socket = new Socket();

  RawConnection(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
  }

  /** Writes text, each character one byte. */
  RawConnection write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** All that comes until the other side closes, or has been quiet for half a second. */
  String read() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read.write(buffer, 0, n);
        socket.setSoTimeout(QUIET_MS);
      }
    } catch (SocketTimeoutException quiet) {
      if (read.size() == 0) {
        throw quiet;
      }
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
