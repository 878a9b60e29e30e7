package io.hooklane.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks a broker for its API versions, by Kafka's protocol, to see whether it answers. */
final class KafkaProbe {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 7;

  private KafkaProbe() {}

  static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      DataOutputStream request = new DataOutputStream(socket.getOutputStream());
      request.writeInt(10);
      request.writeShort(API_VERSIONS);
      request.writeShort(0);
      request.writeInt(CORRELATION);
      request.writeShort(-1);
      request.flush();
      DataInputStream response = new DataInputStream(socket.getInputStream());
      return response.readInt() > 4 && response.readInt() == CORRELATION;
    } catch (IOException e) {
      return false;
    }
  }
}
