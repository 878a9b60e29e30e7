package io.hooklane.subscription.idempotency;

import io.hooklane.subscription.idempotency.IdempotentAnswers.Answer;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of answers. Every method wants a transaction. */
@Singleton
class AnswerRepository {

  private final EntityManager entities;

  AnswerRepository(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Claims a request for this transaction; waits for another one that has claimed it. If that one
   * succeeded its answer is there.
   */
  Optional<Answer> claim(RequestHash request, Instant now) {
    int claimed =
        entities
            .createNativeQuery(
                """
                INSERT INTO {h-schema}idempotent_answer (request, created_at) VALUES (:request, :now)
                ON CONFLICT (request) DO NOTHING
                """)
            .setParameter("request", request.bytes())
            .setParameter("now", now)
            .executeUpdate();
    return claimed == 1 ? Optional.empty() : Optional.of(find(request));
  }

  /** Keeps the answer of a request that this transaction has claimed. */
  void keep(RequestHash request, Answer answer) {
    entities
        .createNativeQuery(
            "UPDATE {h-schema}idempotent_answer SET status = :status, sealed = :sealed WHERE request = :request")
        .setParameter("status", answer.status())
        .setParameter("sealed", answer.sealed())
        .setParameter("request", request.bytes())
        .executeUpdate();
  }

  /** Forgets the oldest answers of before this moment, at most so many; how many it were. */
  int purge(Instant before, int most) {
    return entities
        .createNativeQuery(
            """
            DELETE FROM {h-schema}idempotent_answer WHERE request IN
              (SELECT request FROM {h-schema}idempotent_answer WHERE created_at < :before
               ORDER BY created_at LIMIT :most)
            """)
        .setParameter("before", before)
        .setParameter("most", most)
        .executeUpdate();
  }

  private Answer find(RequestHash request) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT status, sealed FROM {h-schema}idempotent_answer WHERE request = :request",
                Object[].class)
            .setParameter("request", request.bytes())
            .getResultList();
    Object[] row = (Object[]) rows.getFirst();
    return new Answer(((Number) row[0]).intValue(), (String) row[1]);
  }
}
