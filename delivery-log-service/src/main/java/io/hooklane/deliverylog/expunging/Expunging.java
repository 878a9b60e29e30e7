package io.hooklane.deliverylog.expunging;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.ExpungedMessage;
import io.hooklane.deliverylog.attempt.AttemptLog;
import io.hooklane.deliverylog.message.MessageLog;
import io.hooklane.deliverylog.recording.ExpungedContent;
import io.hooklane.management.ApiException;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Removes contents, and has nothing more sent of them. May block. */
@Singleton
class Expunging {

  private final MessageLog messages;
  private final AttemptLog attempts;
  private final ExpungedTopic topic;
  private final ExpungedContent content;
  private final Clock clock;

  Expunging(
      MessageLog messages,
      AttemptLog attempts,
      ExpungedTopic topic,
      ExpungedContent content,
      Clock clock) {
    this.messages = messages;
    this.attempts = attempts;
    this.topic = topic;
    this.content = content;
    this.clock = clock;
  }

  /**
   * Removes the payload of a message and all answers to it. Sending ends first, so that as little
   * as possible is recorded afterwards; what fails in between is made up by doing it again.
   *
   * @throws ApiException 404 when the application has no such message; 503 when Kafka or PostgreSQL
   *     is away
   */
  void message(Application application, String idOrEventId) {
    MessageId message = new MessageId(messages.get(application, idOrEventId, false).id());
    topic.write(
        new ExpungedMessage(message, application.environment(), application.id(), clock.instant()));
    content.expunge(application.environment(), message);
  }

  /**
   * Removes what came back of one attempt.
   *
   * @throws ApiException 404 when there is no such attempt; 503 when PostgreSQL is away
   */
  void attempt(Application application, String idOrEventId, String id) {
    String message = messages.get(application, idOrEventId, false).id();
    attempts.requirePresent(application, message, id);
    content.expungeAttempt(application.environment(), message, id);
  }
}
