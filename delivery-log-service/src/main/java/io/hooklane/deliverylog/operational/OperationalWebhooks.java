package io.hooklane.deliverylog.operational;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.directory.Directory;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.MessageOutbox;
import io.hooklane.topics.MessageOutbox.Outgoing;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;

/**
 * The messages that tell operational webhooks of deliveries. They stand in the database from the
 * transaction that recorded what they tell of, and are sent after its commit.
 */
@Singleton
public class OperationalWebhooks {

  private static final String TABLE = "operational_outbox";

  private final Directory directory;
  private final ObjectMapper json;
  private final MessageOutbox outbox;
  private final Clock clock;

  OperationalWebhooks(
      Directory directory,
      ObjectMapper json,
      DataSource dataSource,
      ConfigurationLog log,
      Clock clock) {
    this.directory = directory;
    this.json = json;
    this.outbox = new MessageOutbox(dataSource, log, TABLE);
    this.clock = clock;
  }

  /** Whether anybody listens to anything, in any environment. */
  public boolean anybodyListens() {
    return directory.anybodyListens();
  }

  /**
   * Whether somebody is to be told this of a delivery. Of deliveries to those who listen nobody is:
   * what fails to be told would else have to be told in turn.
   */
  public boolean isAwaited(AttemptEventType type, Subject subject) {
    return directory
        .listening(subject.environment(), type.wireName())
        .filter(listening -> !listening.equals(subject.application()))
        .isPresent();
  }

  /** Tells in the connection's transaction; {@link #wake} is to be called after its commit. */
  public void tell(Connection connection, List<AttemptEvent> events) throws SQLException {
    outbox.add(
        connection,
        events.stream()
            .flatMap(
                event ->
                    directory
                        .listening(event.last().subject().environment(), event.type().wireName())
                        .map(listening -> outgoing(event, listening))
                        .stream())
            .toList());
  }

  /** What was told is sent. */
  public void wake() {
    outbox.wake();
  }

  void start(@Observes StartupEvent event) {
    outbox.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    outbox.close();
  }

  private Outgoing outgoing(AttemptEvent event, ApplicationId listening) {
    Subject subject = event.last().subject();
    Message message =
        new Message(
            MessageId.ofEvent(
                listening, event.type().wireName() + "/" + subject.delivery().value()),
            subject.environment(),
            listening,
            event.type().wireName(),
            null,
            List.of(),
            List.of(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            null,
            Message.JSON,
            null,
            false);
    return new Outgoing(message, payload(event));
  }

  private byte[] payload(AttemptEvent event) {
    Attempt last = event.last();
    Subject subject = last.subject();
    ObjectNode body = json.createObjectNode().put("type", event.type().wireName());
    ObjectNode data = body.putObject("data");
    data.put("appId", subject.application().value());
    directory.uid(subject.application()).ifPresent(uid -> data.put("appUid", uid));
    data.put("endpointId", subject.endpoint().value());
    data.put("msgId", subject.message().value());
    if (event.eventId() != null) {
      data.put("msgEventId", event.eventId());
    }
    data.putObject("lastAttempt")
        .put("id", last.id().value())
        .put("responseStatusCode", last.statusCode())
        .put("timestamp", last.at().toString());
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
