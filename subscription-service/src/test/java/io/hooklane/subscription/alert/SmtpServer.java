package io.hooklane.subscription.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** An SMTP server for the tests, which is away until it is started. */
public final class SmtpServer implements QuarkusTestResourceLifecycleManager {

  /** A port of its own, and the same one when it comes back. */
  private final int port = freePort();

  private final GreenMail server =
      new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @Override
  public Map<String, String> start() {
    server.start();
    return Map.of(
        "quarkus.mailer.mock", "false",
        "quarkus.mailer.host", "127.0.0.1",
        "quarkus.mailer.port", Integer.toString(port),
        "hooklane.alerts.recipients", "ops@example.com,boss@example.com",
        "hooklane.alerts.from", "hooklane@example.com",
        "hooklane.alerts.retry-pause", "200ms",
        "hooklane.alerts.most-tries", "3");
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(server, new TestInjector.MatchesType(GreenMail.class));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
