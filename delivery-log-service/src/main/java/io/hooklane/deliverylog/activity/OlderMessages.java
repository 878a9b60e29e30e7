package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.payload.StoredPayload;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Messages that are not remembered any more, as they are recorded: those of retries are. While
 * PostgreSQL is away there are none, and it is not asked at each event. Not for several threads.
 */
@Singleton
class OlderMessages {

  private static final Logger LOG = Logger.getLogger(OlderMessages.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Database database;
  private final int payloadLimit;
  private long askAgainAt = System.nanoTime();

  private record Place(EnvironmentId environment, LocalDate day) {}

  OlderMessages(Database database, ActivityConfig config) {
    this.database = database;
    this.payloadLimit = config.payloadLimit();
  }

  /** Those of these deliveries' messages that are recorded. May block, bounded. */
  Map<MessageId, KnownMessage> find(Collection<Subject> subjects) {
    Map<MessageId, KnownMessage> found = new HashMap<>();
    if (subjects.isEmpty() || System.nanoTime() - askAgainAt < 0) {
      return found;
    }
    Map<Place, Set<String>> wanted = new HashMap<>();
    for (Subject subject : subjects) {
      wanted
          .computeIfAbsent(
              new Place(subject.environment(), Query.dayOf(subject.acceptedAt())),
              none -> new HashSet<>())
          .add(subject.message().value());
    }
    try {
      wanted.forEach((place, ids) -> find(place, ids, found));
    } catch (RuntimeException e) {
      LOG.warnf("live activity goes without older payloads for a while reason=%s", e.getMessage());
      askAgainAt = System.nanoTime() + PAUSE_NANOS;
    }
    return found;
  }

  private void find(Place place, Set<String> ids, Map<MessageId, KnownMessage> found) {
    Query query =
        new Query(
            "SELECT m.id, m.event_id, "
                + StoredPayload.COLUMNS
                + " FROM messages m WHERE m.environment_id = ? AND m.day = ? AND m.id = ANY (?)",
            place.environment().value(),
            place.day(),
            ids.toArray(String[]::new));
    database.all(
        query,
        row -> {
          String eventId = row.getString("event_id");
          byte[] payload = StoredPayload.read(row);
          return found.put(
              new MessageId(row.getString("id")),
              payload == null
                  ? KnownMessage.expunged(eventId)
                  : KnownMessage.of(eventId, payload, payloadLimit));
        });
  }
}
