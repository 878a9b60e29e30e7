package io.hooklane.dispatcher.sending;

import io.hooklane.dispatcher.transport.Manner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP clients of one event loop, each with connections of its own: one for endpoints that ask
 * for nothing special, and one for each {@link Manner} of those that do. What was not used for
 * longest is closed when there are too many; what is in use is not. Confined to that event loop.
 */
final class Connections {

  private static final int LONGEST_HEADERS = 16 << 10;
  private static final int LONGEST_STATUS_LINE = 4 << 10;

  private final Vertx vertx;
  private final SendingConfig config;
  private final int perHost;
  private final Lease usual;

  /** The least recently used first. */
  private final Map<Manner, Lease> special = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * No connections yet.
   *
   * @param perHost how many there may be to one host in one manner
   */
  Connections(Vertx vertx, SendingConfig config, int perHost) {
    this.vertx = vertx;
    this.config = config;
    this.perHost = perHost;
    this.usual = new Lease(client(Manner.USUAL));
  }

  /** A client for this manner, in use until it is {@link Lease#giveBack given back}. */
  Lease take(Manner manner) {
    Lease lease = manner.equals(Manner.USUAL) ? usual : special(manner);
    lease.users++;
    return lease;
  }

  /** Closes all connections. */
  void close() {
    usual.client.close();
    special.values().forEach(lease -> lease.client.close());
    special.clear();
  }

  private Lease special(Manner manner) {
    Lease known = special.get(manner);
    if (known != null) {
      return known;
    }
    makeRoom();
    Lease made = new Lease(client(manner));
    special.put(manner, made);
    return made;
  }

  private void makeRoom() {
    Iterator<Lease> oldestFirst = special.values().iterator();
    while (special.size() >= config.specialClients() && oldestFirst.hasNext()) {
      Lease lease = oldestFirst.next();
      if (lease.users == 0) {
        oldestFirst.remove();
        lease.client.close();
      }
    }
  }

  private HttpClient client(Manner manner) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setMaxPoolSize(perHost)
            .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setSslHandshakeTimeout(config.connectTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxHeaderSize(LONGEST_HEADERS)
            .setMaxInitialLineLength(LONGEST_STATUS_LINE)
            .setDecompressionSupported(false)
            .setTcpNoDelay(true)
            .setVerifyHost(true)
            .setTrustAll(false)
            // A handshake's arithmetic, which the receiver chooses, is done elsewhere.
            .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true));
    return vertx.createHttpClient(manner.applyTo(options));
  }

  /** A client that somebody uses. */
  static final class Lease {

    private final HttpClient client;
    private int users;

    private Lease(HttpClient client) {
      this.client = client;
    }

    HttpClient client() {
      return client;
    }

    /** To be called once for each time it was taken. */
    void giveBack() {
      users--;
    }
  }
}
