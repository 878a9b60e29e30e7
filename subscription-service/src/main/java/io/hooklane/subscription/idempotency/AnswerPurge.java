package io.hooklane.subscription.idempotency;

import io.hooklane.subscription.housekeeping.Chore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Forgets answers that were kept long enough. */
@Singleton
class AnswerPurge implements Chore {

  private static final int PIECE = 1_000;

  private final AnswerRepository answers;
  private final IdempotencyConfig config;
  private final Clock clock;

  AnswerPurge(AnswerRepository answers, IdempotencyConfig config, Clock clock) {
    this.answers = answers;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "idempotent-answers";
  }

  @Override
  public boolean doSome() {
    return QuarkusTransaction.requiringNew()
            .call(() -> answers.purge(clock.instant().minus(config.retention()), PIECE))
        == PIECE;
  }
}
