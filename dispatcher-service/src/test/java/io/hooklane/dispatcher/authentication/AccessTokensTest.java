package io.hooklane.dispatcher.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.authentication.Credentials.ClientCredentials;
import io.hooklane.dispatcher.authentication.TokenAnswer.NoToken;
import io.hooklane.dispatcher.authentication.TokenAnswer.Token;
import io.hooklane.egress.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final SplittableRandom random = new SplittableRandom(42);
  private final EndpointId endpoint = anEndpoint();
  private final ClientCredentials credentials = credentials("secret");

  private long now = Long.MAX_VALUE - 5; // it wraps, as the machine's may
  private final Deque<Consumer<TokenAnswer>> fetches = new ArrayDeque<>();
  private final List<TokenAnswer> answers = new ArrayList<>();
  private final AccessTokens tokens =
      new AccessTokens(2, (request, answer) -> fetches.add(answer), () -> now);

  @Test
  void fetchesOnceForAllWhoWaitAndForAllWhoComeLater() {
    for (int i = 0; i < 50; i++) {
      ask();
    }
    assertThat(fetches).hasSize(1);
    assertThat(answers).isEmpty();

    give(HOUR, "one");
    ask();

    assertThat(answers).hasSize(51).allMatch(answer -> answer.equals(token(HOUR, "one")));
    assertThat(fetches).isEmpty();
  }

  @Test
  void fetchesAnewAMinuteBeforeTheEndWhileTheOldOneIsStillGiven() {
    ask();
    give(HOUR, "one");

    pass(HOUR.minusSeconds(61));
    ask();
    assertThat(fetches).isEmpty();
    pass(Duration.ofSeconds(1));
    ask();
    ask();

    assertThat(fetches).hasSize(1);
    assertThat(answers).hasSize(4).allMatch(answer -> answer.equals(token(HOUR, "one")));
    give(HOUR, "two");
    ask();
    assertThat(answers.getLast()).isEqualTo(token(HOUR, "two"));
  }

  @Test
  void aShortLifeIsRenewedInItsLastTenth() {
    ask();
    give(Duration.ofSeconds(100), "one");

    pass(Duration.ofSeconds(89));
    ask();
    assertThat(fetches).isEmpty();
    pass(Duration.ofSeconds(1));
    ask();

    assertThat(fetches).hasSize(1);
  }

  @Test
  void anExpiredOneIsNotGiven() {
    ask();
    give(HOUR, "one");
    pass(HOUR);

    ask();

    assertThat(answers).hasSize(1);
    give(HOUR, "two");
    assertThat(answers.getLast()).isEqualTo(token(HOUR, "two"));
  }

  @Test
  void oneThatHoldsForNoTimeServesThoseWhoWaitedOnly() {
    ask();
    ask();
    give(Duration.ZERO, "one");
    ask();

    assertThat(answers).hasSize(2);
    assertThat(fetches).hasSize(1);
  }

  @Test
  void aFailureIsEverybodysForASecondThenItIsTriedAgain() {
    NoToken none = refusal();
    ask();
    fetches.remove().accept(none);

    ask();
    assertThat(answers).containsExactly(none, none);
    assertThat(fetches).isEmpty();
    pass(Duration.ofSeconds(1));
    ask();

    assertThat(fetches).hasSize(1);
  }

  @Test
  void aFailureToRenewDoesNotTakeTheOldOneAway() {
    ask();
    give(HOUR, "one");
    pass(HOUR.minusSeconds(30));
    ask();
    fetches.remove().accept(refusal());

    ask();

    assertThat(answers).hasSize(3).allMatch(answer -> answer.equals(token(HOUR, "one")));
    assertThat(fetches).isEmpty();
    pass(Duration.ofSeconds(1));
    ask();
    assertThat(fetches).hasSize(1);
  }

  @Test
  void oneThatAReceiverRefusesIsDroppedButNotAgainWithinAMinute() {
    ask();
    give(HOUR, "one");

    tokens.refused(endpoint, "Bearer older");
    ask();
    assertThat(fetches).isEmpty();
    tokens.refused(endpoint, "Bearer one");
    ask();
    give(HOUR, "two");
    tokens.refused(endpoint, "Bearer two");
    ask();
    assertThat(fetches).isEmpty();
    pass(Duration.ofMinutes(1));
    tokens.refused(endpoint, "Bearer two");
    ask();

    assertThat(fetches).hasSize(1);
  }

  @Test
  void otherCredentialsHaveAnotherToken() {
    ask();
    give(HOUR, "one");

    tokens.find(endpoint, credentials("another"), answers::add);

    assertThat(fetches).hasSize(1);
    assertThat(answers).hasSize(1);
  }

  @Test
  void theSameCredentialsReadAnewKeepTheirToken() {
    ask();
    give(HOUR, "one");

    tokens.find(endpoint, credentials("secret"), answers::add);

    assertThat(fetches).isEmpty();
    assertThat(answers).hasSize(2);
  }

  @Test
  void theLeastRecentlyUsedOneIsForgotten() {
    ask();
    give(HOUR, "one");
    for (int i = 0; i < 2; i++) {
      tokens.find(anEndpoint(), credentials, answers::add);
      give(HOUR, "others");
    }

    ask();

    assertThat(fetches).hasSize(1);
  }

  @Test
  void thoseWhoWaitAreBounded() {
    for (int i = 0; i < 1_001; i++) {
      ask();
    }

    assertThat(answers).singleElement().isInstanceOf(NoToken.class);
  }

  private void ask() {
    tokens.find(endpoint, credentials, answers::add);
  }

  private void give(Duration lifetime, String text) {
    fetches.remove().accept(token(lifetime, text));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static Token token(Duration lifetime, String text) {
    return new Token("Bearer " + text, lifetime);
  }

  private static NoToken refusal() {
    return (NoToken) TokenResponse.read(401, "{}".getBytes(UTF_8));
  }

  private EndpointId anEndpoint() {
    return EndpointId.random(Instant.EPOCH.plusSeconds(1_800_000_000), random);
  }

  private static ClientCredentials credentials(String secret) {
    return new ClientCredentials(
        Target.parse("https://login.example.com/token"), "id", secret, false, null, null);
  }
}
