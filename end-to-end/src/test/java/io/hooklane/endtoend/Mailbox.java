package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An SMTP server that the product sends its e-mails to. */
final class Mailbox implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  private Mailbox() {}

  static Mailbox open() {
    Mailbox mailbox = new Mailbox();
    mailbox.server.start();
    return mailbox;
  }

  /** What tells the product of it. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_MAILER_HOST", "127.0.0.1",
        "QUARKUS_MAILER_PORT", Integer.toString(server.getSmtp().getPort()),
        "HOOKLANE_ALERTS_RECIPIENTS", "ops@example.com",
        "HOOKLANE_ALERTS_FROM", "hooklane@example.com");
  }

  /** The texts of the e-mails with this in them, once there is one. */
  List<String> awaits(String content) {
    return await("an e-mail about " + content)
        .atMost(PATIENCE)
        .until(
            () -> texts().filter(text -> text.contains(content)).toList(),
            found -> !found.isEmpty());
  }

  private Stream<String> texts() {
    return Stream.of(server.getReceivedMessages()).map(Mailbox::text);
  }

  private static String text(MimeMessage mail) {
    try {
      return mail.getSubject() + "\n" + mail.getContent();
    } catch (IOException | MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
