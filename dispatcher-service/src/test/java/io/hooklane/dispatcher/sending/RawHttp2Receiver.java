package io.hooklane.dispatcher.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hooklane.dispatcher.Certificates.Identity;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that writes frames of HTTP/2 (RFC 9113) by hand, so that it can write wrong ones. */
final class RawHttp2Receiver implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int CONTINUATION = 9;
  static final int END_HEADERS = 4;

  private static final int ACKNOWLEDGED = 1;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_LENGTH = 5;
  private static final int PREFACE_LENGTH = 24;

  private final SSLServerSocket server;
  private final Greeting greeting;
  private final Misdeed misdeed;
  private final List<byte[]> headers = new CopyOnWriteArrayList<>();
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  /** What it does when a request's headers have come. */
  interface Misdeed {
    void commit(RawHttp2Receiver receiver, DataOutputStream out, int stream) throws IOException;
  }

  /** What it says when a connection was made: its settings, if it keeps to the protocol. */
  interface Greeting {

    /** Says it; false when it says nothing, and never will. */
    boolean say(RawHttp2Receiver receiver, DataOutputStream out) throws IOException;
  }

  RawHttp2Receiver(Identity identity, Misdeed misdeed) throws IOException {
    this(
        identity,
        (receiver, out) -> {
          receiver.frame(out, SETTINGS, 0, 0, new byte[0]);
          return true;
        },
        misdeed);
  }

  RawHttp2Receiver(Identity identity, Greeting greeting, Misdeed misdeed) throws IOException {
    this.greeting = greeting;
    this.misdeed = misdeed;
    this.server =
        (SSLServerSocket)
            identity
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "https://localhost:" + server.getLocalPort() + "/";
  }

  /** Bytes that it got rid of before it was cut off. */
  long written() {
    return written.get();
  }

  /** Connections that the client has not closed. */
  int open() {
    return open.get();
  }

  /** All that were ever made. */
  int connections() {
    return connections.get();
  }

  /** The compressed headers of each request, in their order. */
  List<byte[]> headers() {
    return headers;
  }

  /** One setting (RFC 9113, section 6.5.1). */
  static byte[] setting(int name, int value) {
    return ByteBuffer.allocate(6).putShort((short) name).putInt(value).array();
  }

  void frame(DataOutputStream out, int type, int flags, int stream, byte[] content)
      throws IOException {
    out.writeByte(content.length >> 16);
    out.writeShort(content.length & 0xffff);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(content);
    out.flush();
    written.addAndGet(content.length + 9L);
  }

  /** A field in HPACK (RFC 7541, section 6.2.2) of a length below 16,000. */
  static byte[] field(String name, String value) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(0);
    text(field, name);
    text(field, value);
    return field.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    int length = text.length();
    if (length < 127) {
      out.write(length);
    } else {
      out.write(127);
      int rest = length - 127;
      while (rest >= 128) {
        out.write(rest % 128 + 128);
        rest /= 128;
      }
      out.write(rest);
    }
    out.writeBytes(text.getBytes(US_ASCII));
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket socket = (SSLSocket) server.accept();
        connections.incrementAndGet();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      in.skipNBytes(PREFACE_LENGTH);
      if (!greeting.say(this, out)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] content = in.readNBytes(length);
        if (type == SETTINGS && flags != ACKNOWLEDGED) {
          frame(out, SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
        } else if (type == HEADERS) {
          int skipped = (flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
          headers.add(Arrays.copyOfRange(content, skipped, length));
          misdeed.commit(this, out, stream);
        }
      }
    } catch (IOException end) {
      // The client has had enough.
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
