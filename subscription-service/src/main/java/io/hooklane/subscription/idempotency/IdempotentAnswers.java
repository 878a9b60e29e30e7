package io.hooklane.subscription.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hooklane.management.ApiException;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers to requests with an idempotency key. The first request claims its key in the
 * transaction of its change; whoever comes meanwhile waits for that transaction, then finds the
 * answer, or finds nothing and is the first.
 */
@Singleton
class IdempotentAnswers {

  private final AnswerRepository answers;
  private final ConfigurationChanges changes;
  private final MasterKey masterKey;
  private final ObjectMapper json;
  private final Clock clock;

  IdempotentAnswers(
      AnswerRepository answers,
      ConfigurationChanges changes,
      MasterKey masterKey,
      ObjectMapper json,
      Clock clock) {
    this.answers = answers;
    this.changes = changes;
    this.masterKey = masterKey;
    this.json = json;
    this.clock = clock;
  }

  /** The answer to this request: the first one's, or that of this invocation. */
  @Nullable Object once(RequestHash request, Invocation invocation) {
    try {
      return claimAndProceed(request, invocation);
    } catch (AlreadyAnsweredException e) {
      return repeat(e.answer(), request, invocation);
    } catch (ApiException e) {
      if (e.status() != 409) {
        throw e;
      }
      // A race for a name was lost within the transaction; a second look finds what the winner
      // made.
      return claimAgainAndProceed(request, invocation);
    }
  }

  private @Nullable Object claimAgainAndProceed(RequestHash request, Invocation invocation) {
    try {
      return claimAndProceed(request, invocation);
    } catch (AlreadyAnsweredException e) {
      return repeat(e.answer(), request, invocation);
    }
  }

  private @Nullable Object claimAndProceed(RequestHash request, Invocation invocation) {
    return changes.make(
        recorder -> {
          Optional<Answer> first = answers.claim(request, clock.instant());
          if (first.isPresent()) {
            throw new AlreadyAnsweredException(first.get());
          }
          Object result = invocation.proceed();
          answers.keep(request, answer(request, result));
          return result;
        });
  }

  private @Nullable Object repeat(Answer answer, RequestHash request, Invocation invocation) {
    // What the first answer promises holds for the repeat too, though the first may still wait.
    changes.awaitPublished();
    if (invocation.returnsNothing()) {
      return null;
    }
    String sealed = answer.sealed();
    return RestResponse.status(
        RestResponse.Status.fromStatusCode(answer.status()),
        sealed == null ? null : opened(request, sealed));
  }

  private String opened(RequestHash request, String sealed) {
    try {
      return new String(masterKey.open(request.hex(), sealed), StandardCharsets.UTF_8);
    } catch (UnopenableException e) {
      throw ApiException.conflict(
          "This Idempotency-Key was answered before, with what can no longer be read; use another");
    }
  }

  private Answer answer(RequestHash request, @Nullable Object result) {
    return switch (result) {
      case null -> new Answer(RestResponse.StatusCode.NO_CONTENT, null);
      case RestResponse<?> response ->
          new Answer(
              response.getStatus(),
              response.getEntity() == null
                  ? null
                  : masterKey.seal(request.hex(), bytes(response.getEntity())));
      default ->
          throw new IllegalStateException(
              "An idempotent method returns a RestResponse, or nothing: " + result.getClass());
    };
  }

  private byte[] bytes(Object entity) {
    try {
      return json.writeValueAsBytes(entity);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What callers see can be written as JSON", e);
    }
  }

  /**
   * What was answered.
   *
   * @param status the HTTP status
   * @param sealed the body, encrypted; null for none
   */
  record Answer(int status, @Nullable String sealed) {}

  /** Leaves the transaction, since there is nothing to do in it. */
  private static final class AlreadyAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer answer;

    AlreadyAnsweredException(Answer answer) {
      super("answered before", null, false, false);
      this.answer = answer;
    }

    Answer answer() {
      return answer;
    }
  }
}
