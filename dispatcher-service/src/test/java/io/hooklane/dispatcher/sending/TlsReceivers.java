package io.hooklane.dispatcher.sending;

import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The receivers of one test and whom they and their clients are certified by. */
final class TlsReceivers implements AutoCloseable {

  /** Certifies the receivers. */
  static final Identity AUTHORITY = Certificates.authority("Receivers");

  /** Certifies neither receivers nor clients. */
  static final Identity OTHERS = Certificates.authority("Others");

  private static final Identity SERVER = AUTHORITY.issue("localhost");
  private static final Identity CLIENTS = Certificates.authority("Clients");

  /** Whom a receiver that asks for a certificate lets in. */
  static final Identity CLIENT = CLIENTS.issue("customer");

  private final List<TestReceiver> open = new ArrayList<>();

  /** By HTTP/2 or HTTP/1.1 over TLS. */
  static HttpServerOptions secure() {
    return new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(SERVER.shown());
  }

  /** And for clients with a certificate only. */
  static HttpServerOptions asking() {
    return secure().setClientAuth(ClientAuth.REQUIRED).setTrustOptions(CLIENTS.trusted());
  }

  /** Opens one that answers with 200 and the path of the request. */
  TestReceiver opened(HttpServerOptions options) {
    return opened(new TestReceiver(options));
  }

  /** Opens one that answers as it is told, see {@link TestReceiver}. */
  TestReceiver opened(HttpServerOptions options, BiConsumer<Integer, HttpServerRequest> answer) {
    return opened(new TestReceiver(options, answer));
  }

  private TestReceiver opened(TestReceiver receiver) {
    open.add(receiver);
    return receiver;
  }

  @Override
  public void close() {
    open.forEach(TestReceiver::close);
  }
}
