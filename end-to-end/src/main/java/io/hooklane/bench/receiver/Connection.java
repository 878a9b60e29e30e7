package io.hooklane.bench.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One sender's connection. Confined to the receiver's one thread. */
final class Connection {

  private static final int OUTPUT = 16 << 10;

  private final SelectionKey key;
  private final SocketChannel channel;
  private final RequestParser parser = new RequestParser();
  private final ByteBuffer output = ByteBuffer.allocate(OUTPUT);

  Connection(SelectionKey key, SocketChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Reads once.
   *
   * @param through what the bytes go through
   * @return whether the connection goes on
   */
  boolean read(ByteBuffer through) throws IOException {
    through.clear();
    int read = channel.read(through);
    if (read > 0) {
      parser.add(through.flip());
    }
    return read >= 0;
  }

  RequestParser requests() {
    return parser;
  }

  /** Adds an answer; {@link #flush} sends it. */
  void add(byte[] answer) throws IOException {
    if (output.remaining() < answer.length) {
      flush();
    }
    if (output.remaining() < answer.length) {
      throw new IOException("The sender does not read its answers");
    }
    output.put(answer);
  }

  /** Sends what the connection takes; the rest when it takes more. */
  void flush() throws IOException {
    output.flip();
    channel.write(output);
    output.compact();
    key.interestOps(
        output.position() == 0
            ? SelectionKey.OP_READ
            : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
      return;
    }
  }
}
