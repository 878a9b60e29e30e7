package io.hooklane.subscription.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class EnvironmentsIT {

  private static final String ENVIRONMENTS = "/api/v1/environment";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Api operator;

  @BeforeEach
  void asAnOperator() {
    operator = Api.ofOperator();
  }

  @Test
  void aNewOneHasWebhooksOffAndTheDefaultsOfItsKind() {
    String name = aName();

    Api.Answer created = create(name, "live");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.field("id")).matches(EnvironmentId::isForm);
    assertThat(created.field("name")).isEqualTo(name);
    assertThat(created.field("kind")).isEqualTo("live");
    assertThat(created.body().path("webhooksEnabled").booleanValue()).isFalse();
    assertThat(created.body().path("settings").toString())
        .isEqualTo(
            "{\"httpsOnly\":true,\"refuseDuplicateUrls\":false,\"coolOff\":\"PT0S\","
                + "\"publicCatalog\":false,\"searchAttributes\":{}}");
    assertThat(operator.get(ENVIRONMENTS + "/" + name).body()).isEqualTo(created.body());
    assertThat(operator.get(ENVIRONMENTS + "/" + created.field("id")).body())
        .isEqualTo(created.body());
    assertThat(configuration(created.field("id")).webhooksEnabled()).isFalse();
  }

  @Test
  void aTestEnvironmentAllowsHttp() {
    assertThat(create(aName(), "test").body().path("settings").path("httpsOnly").booleanValue())
        .isFalse();
  }

  @Test
  void anOperatorSwitchesWebhooksOn() {
    String id = create(aName(), "test").field("id");

    Api.Answer patched = operator.patch(ENVIRONMENTS + "/" + id, "{\"webhooksEnabled\":true}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body().path("webhooksEnabled").booleanValue()).isTrue();
    assertThat(configuration(id).webhooksEnabled()).isTrue();
  }

  @Test
  void aTakenNameIsAConflict() {
    String name = aName();
    String other = aName();
    create(name, "test");
    create(other, "test");

    assertThat(create(name, "live").status()).isEqualTo(409);
    assertThat(operator.patch(ENVIRONMENTS + "/" + other, "{\"name\":\"" + name + "\"}").status())
        .isEqualTo(409);
  }

  @Test
  void renamed() {
    String id = create(aName(), "test").field("id");
    String name = aName();

    operator.patch(ENVIRONMENTS + "/" + id, "{\"name\":\"" + name + "\"}");

    assertThat(operator.get(ENVIRONMENTS + "/" + name).field("id")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "export", "import", "env_live", "ä"})
  void aNameMustStandInAPath(String name) {
    assertThat(create(name, "test").place()).isEqualTo("body.name");
  }

  @Test
  void isLiveOrTest() {
    assertThat(create(aName(), "LIVE").place()).isEqualTo("body.kind");
    assertThat(operator.post(ENVIRONMENTS, "{\"name\":\"x\"}").place()).isEqualTo("body.kind");
  }

  @Test
  void settingsKeepWhatIsAbsentAndResetWhatIsNull() {
    String path = ENVIRONMENTS + "/" + create(aName(), "live").field("id");
    operator.patch(
        path,
        """
        {"settings":{"httpsOnly":false,"refuseDuplicateUrls":true,"coolOff":"P1D",
         "retrySchedule":{"delays":["PT2S"]},"retention":"P30D","publicCatalog":true}}
        """);

    JsonNode patched =
        operator
            .patch(path, "{\"settings\":{\"httpsOnly\":null,\"retention\":null}}")
            .body()
            .path("settings");

    assertThat(patched.toString())
        .isEqualTo(
            "{\"httpsOnly\":true,\"refuseDuplicateUrls\":true,\"coolOff\":\"PT24H\","
                + "\"retrySchedule\":{\"delays\":[\"PT2S\"]},\"publicCatalog\":true,"
                + "\"searchAttributes\":{}}");
    assertThat(operator.get(path).body().path("settings")).isEqualTo(patched);
  }

  @Test
  void saysWhatMessagesAreFoundBy() {
    String id = create(aName(), "test").field("id");
    String path = ENVIRONMENTS + "/" + id;

    JsonNode patched =
        operator
            .patch(
                path,
                "{\"settings\":{\"searchAttributes\":{\"order.id\":\"/a~1b/0\",\"c\":\"/c\"}}}")
            .body();

    assertThat(patched.path("settings").path("searchAttributes").toString())
        .isEqualTo("{\"c\":\"/c\",\"order.id\":\"/a~1b/0\"}");
    assertThat(configuration(id).searchAttributes())
        .isEqualTo(Map.of("order.id", "/a~1b/0", "c", "/c"));
    operator.patch(path, "{\"settings\":{\"searchAttributes\":null}}");
    assertThat(configuration(id).searchAttributes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "{\"a b\":\"/x\"}, a b",
    "{\"x\":\"x\"}, x",
    "{\"x\":\"\"}, x",
    "{\"x\":\"/~2\"}, x",
    "{\"x\":1}, x"
  })
  void namesTheAttributeThatIsWrong(String attributes, String name) {
    String path = ENVIRONMENTS + "/" + create(aName(), "test").field("id");

    Api.Answer answer =
        operator.patch(path, "{\"settings\":{\"searchAttributes\":" + attributes + "}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo("body.settings.searchAttributes." + name);
  }

  @Test
  void hasAtMostSixteenAttributes() {
    String path = ENVIRONMENTS + "/" + create(aName(), "test").field("id");
    String attributes =
        IntStream.range(0, 17)
            .mapToObj(i -> "\"a" + i + "\":\"/a\"")
            .collect(Collectors.joining(","));

    assertThat(
            operator
                .patch(path, "{\"settings\":{\"searchAttributes\":{" + attributes + "}}}")
                .place())
        .isEqualTo("body.settings.searchAttributes");
  }

  @Test
  void otherServicesLearnScheduleAndRetention() {
    String id = create(aName(), "live").field("id");

    operator.patch(
        ENVIRONMENTS + "/" + id,
        "{\"settings\":{\"retrySchedule\":{\"delays\":[\"PT2S\"]},\"retention\":\"P30D\"}}");

    assertThat(configuration(id).retrySchedule()).containsExactly(Duration.ofSeconds(2));
    assertThat(configuration(id).retention()).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      delimiter = ';',
      value = {
        "body.settings.coolOff; {\"coolOff\":\"P8D\"}",
        "body.settings.coolOff; {\"coolOff\":\"-PT1S\"}",
        "body.settings.coolOff; {\"coolOff\":\"soon\"}",
        "body.settings.retention; {\"retention\":\"PT23H\"}",
        "body.settings.retention; {\"retention\":\"P401D\"}",
        "body.settings.httpsOnly; {\"httpsOnly\":1}",
        "body.settings.retrySchedule; {\"retrySchedule\":{}}",
        "body.settings; 7",
      })
  void whatIsOutOfBoundsIsRefusedByName(String place, String settings) {
    String id = create(aName(), "test").field("id");

    Api.Answer answer = operator.patch(ENVIRONMENTS + "/" + id, "{\"settings\":" + settings + "}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo(place);
  }

  @Test
  void listedByPages() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      made.add(create(aName(), "test").field("id"));
    }

    Set<String> found = new HashSet<>();
    String query = "?limit=2";
    while (true) {
      JsonNode page = operator.get(ENVIRONMENTS + query).body();
      page.path("data").forEach(it -> found.add(it.path("id").asText()));
      if (page.path("done").booleanValue()) {
        break;
      }
      query = "?limit=2&iterator=" + page.path("iterator").asText();
    }

    assertThat(found).containsAll(made);
  }

  @Test
  void onlyForOperators() {
    String id = create(aName(), "test").field("id");
    Api key = Api.of(new EnvironmentId(id));

    assertThat(key.get(ENVIRONMENTS).status()).isEqualTo(403);
    assertThat(key.get(ENVIRONMENTS + "/" + id).status()).isEqualTo(403);
    assertThat(key.patch(ENVIRONMENTS + "/" + id, "{\"webhooksEnabled\":true}").status())
        .isEqualTo(403);
    assertThat(key.post(ENVIRONMENTS, "{\"name\":\"x\",\"kind\":\"test\"}").status())
        .isEqualTo(403);
  }

  @Test
  void unknownIsNotFound() {
    assertThat(operator.get(ENVIRONMENTS + "/nowhere").status()).isEqualTo(404);
    assertThat(operator.get(ENVIRONMENTS + "/%00").status()).isIn(400, 404);
    assertThat(operator.patch(ENVIRONMENTS + "/nowhere", "{}").status()).isEqualTo(404);
  }

  private Api.Answer create(String name, String kind) {
    return operator.post(ENVIRONMENTS, "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\"}");
  }

  private static String aName() {
    return UUID.randomUUID().toString();
  }

  private Configuration.Environment configuration(String id) {
    return (Configuration.Environment)
        new ConfigurationTopic(bootstrapServers)
            .entries(Kind.ENVIRONMENT, id)
            .getLast()
            .configuration()
            .orElseThrow();
  }
}
