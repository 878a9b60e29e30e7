package io.hooklane.subscription.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Scope;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.Tokens;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class IdempotencyIT {

  private static final String APPS = "/api/v1/app";

  @Inject Environments environments;
  @Inject AnswerRepository answers;

  private final String key = UUID.randomUUID().toString();
  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anEnvironmentOfItsOwn() {
    environment =
        environments.createIfAbsent(UUID.randomUUID().toString(), EnvironmentKind.TEST).id();
    api = Api.of(environment);
  }

  @Test
  void theRepeatGetsTheFirstAnswer() {
    Api.Answer first = api.postOnce(key, APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}");

    Api.Answer repeat = api.postOnce(key, APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}");

    assertThat(first.status()).isEqualTo(201);
    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.body()).isEqualTo(first.body());
  }

  @Test
  void aHundredAtOnceMakeOneThing() throws Exception {
    List<Api.Answer> all = atOnce(100, () -> api.postOnce(key, APPS, "{\"name\":\"Acme\"}"));

    assertThat(all).extracting(Api.Answer::status).containsOnly(201);
    assertThat(all).extracting(it -> it.field("id")).containsOnly(all.getFirst().field("id"));
    assertThat(api.get(APPS).body().path("data")).hasSize(1);
  }

  @Test
  void aFailureIsNotKept() {
    assertThat(api.postOnce(key, APPS, "{\"name\":\"\"}").status()).isEqualTo(422);

    assertThat(api.postOnce(key, APPS, "{\"name\":\"Acme\"}").status()).isEqualTo(201);
  }

  @Test
  void aConflictIsNotKept() {
    String taken = api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id");
    assertThat(api.postOnce(key, APPS, "{\"name\":\"A\",\"uid\":\"acme\"}").status())
        .isEqualTo(409);
    api.delete(APPS + "/" + taken);

    assertThat(api.postOnce(key, APPS, "{\"name\":\"A\",\"uid\":\"acme\"}").status())
        .isEqualTo(201);
  }

  @Test
  void theKeyIsOfOneCallerAndOnePath() {
    String first = api.postOnce(key, APPS, "{\"name\":\"Acme\"}").field("id");
    Api another =
        Api.with(
            Tokens.of(
                "key_another", Scope.MANAGE.permissions(), Map.of("env", environment.value())));

    Api.Answer ofAnother = another.postOnce(key, APPS, "{\"name\":\"Acme\"}");
    Api.Answer elsewhere =
        api.postOnce(key, "/api/v1/event-type", "{\"name\":\"a.b\",\"description\":\"\"}");

    assertThat(ofAnother.status()).isEqualTo(201);
    assertThat(ofAnother.field("id")).isNotEqualTo(first);
    assertThat(elsewhere.field("name")).isEqualTo("a.b");
  }

  @Test
  void aRepeatedUpsertFindsWhatTheFirstMade() throws Exception {
    List<Api.Answer> all =
        atOnce(
            20,
            () ->
                api.postOnce(
                    UUID.randomUUID().toString(),
                    APPS + "?get_if_exists=true",
                    "{\"name\":\"Acme\",\"uid\":\"acme\"}"));

    assertThat(all).extracting(Api.Answer::status).containsOnly(200, 201).contains(201);
    assertThat(all).extracting(it -> it.field("id")).containsOnly(all.getFirst().field("id"));
  }

  @Test
  void aRepeatWithoutBodyIsAnsweredAlike() {
    api.post(APPS, "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    String endpoint = APPS + "/acme/endpoint/e";
    api.put(endpoint, "{\"url\":\"https://example.com\"}");
    assertThat(api.postOnce(key, endpoint + "/secret/rotate", "{}").status()).isEqualTo(204);
    String secret = api.get(endpoint + "/secret").field("key");

    Api.Answer repeat = api.postOnce(key, endpoint + "/secret/rotate", "{}");

    assertThat(repeat.status()).isEqualTo(204);
    assertThat(api.get(endpoint + "/secret").field("key")).isEqualTo(secret);
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    assertThat(api.postOnce("a".repeat(257), APPS, "{\"name\":\"Acme\"}").status()).isEqualTo(400);
    assertThat(api.postOnce("a b", APPS, "{\"name\":\"Acme\"}").field("detail"))
        .contains("Idempotency-Key");
  }

  @Test
  void anAnswerIsForgottenInTheEnd() {
    String first = api.postOnce(key, APPS, "{\"name\":\"Acme\"}").field("id");

    QuarkusTransaction.requiringNew()
        .run(() -> answers.purge(Instant.now().plusSeconds(1), 1_000_000));

    assertThat(api.postOnce(key, APPS, "{\"name\":\"Acme\"}").field("id")).isNotEqualTo(first);
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, call))) {
        results.add(result.get());
      }
      return results;
    }
  }
}
