package io.hooklane.dispatcher.sending;

import io.hooklane.dispatcher.sending.RawReceiver.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The raw receivers of one test, each on a socket of its own, which are closed together. */
final class RawReceivers implements AutoCloseable {

  /** How a response begins that is to succeed. */
  static final String OK = "HTTP/1.1 200 OK\r\n";

  private final List<RawReceiver> open = new ArrayList<>();

  /** Opens one that reads a request, then runs this. */
  RawReceiver onRequest(Script script) throws IOException {
    return opened(RawReceiver.onRequest(script));
  }

  /** Opens one that reads a request and answers with this text. */
  RawReceiver answering(String text) throws IOException {
    return opened(RawReceiver.answering(text));
  }

  /** The same at another address of this machine. */
  RawReceiver answeringAt(String address, String text) throws IOException {
    return opened(RawReceiver.onRequest(address, socket -> RawReceiver.write(socket, text)));
  }

  /** Opens one that listens at every address of this machine and only counts. */
  RawReceiver canary() throws IOException {
    return opened(RawReceiver.canary());
  }

  private RawReceiver opened(RawReceiver receiver) {
    open.add(receiver);
    return receiver;
  }

  @Override
  public void close() {
    open.forEach(RawReceiver::close);
  }
}
