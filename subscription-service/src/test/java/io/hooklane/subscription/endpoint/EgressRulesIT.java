package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** URLs that nothing is ever sent to are refused where they are given, by name. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class EgressRulesIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";

  private static final List<String> REFUSED =
      List.of(
          "http://127.0.0.1/",
          "http://0.0.0.0/",
          "http://10.0.0.1/",
          "http://100.64.0.1/",
          "http://169.254.169.254/latest/meta-data/",
          "http://172.16.0.1/",
          "http://192.168.1.1/",
          "http://224.0.0.1/",
          "http://255.255.255.255/",
          "http://[::1]/",
          "http://[fc00::1]/",
          "http://[fe80::1]/",
          "http://[::ffff:a9fe:a9fe]/",
          "http://[64:ff9b::a9fe:a9fe]/",
          "http://[2002:a9fe:a9fe::]/",
          "http://localhost/",
          "http://a.localhost/",
          "http://localhost./",
          "http://ok@127.0.0.1/",
          "http://0x7f.1/",
          "http://0177.0.0.1/",
          "http://2130706433/",
          "http://127.1/",
          "http://127.0.0.1\\\\@example.com/",
          "http://127%2e0.0.1/",
          "http://[fe80::1%25eth0]/",
          "http://①②⑦.0.0.1/",
          "file:///etc/passwd");

  /** One of each sort; create is asked about all. */
  private static final List<String> SOME =
      List.of(
          "http://169.254.169.254/latest/meta-data/",
          "http://[::ffff:a9fe:a9fe]/",
          "http://localhost/",
          "http://ok@127.0.0.1/",
          "http://2130706433/");

  @Inject Environments environments;

  private Api api;

  @BeforeEach
  void anEndpointInAnEnvironmentOfItsOwn() {
    EnvironmentId environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    assertThat(api.post(ENDPOINTS, endpoint("there", "http://example.com/")).status())
        .isEqualTo(201);
  }

  @Test
  void onCreateUpdateAndPatch() {
    for (String url : REFUSED) {
      assertRefused(url, api.post(ENDPOINTS, endpoint("new", url)), "body.url");
    }
    for (String url : SOME) {
      assertRefused(url, api.put(ENDPOINTS + "/there", endpoint("there", url)), "body.url");
      assertRefused(url, api.patch(ENDPOINTS + "/there", "{\"url\":\"" + url + "\"}"), "body.url");
    }
    assertThat(api.get(ENDPOINTS + "/there").field("url")).isEqualTo("http://example.com/");
    assertThat(api.get(ENDPOINTS + "/new").status()).isEqualTo(404);
  }

  @Test
  void onImport() {
    for (String url : SOME) {
      String document =
          "{\"applications\":[{\"uid\":\"acme\",\"name\":\"Acme\",\"endpoints\":["
              + endpoint("imported", url)
              + "]}]}";

      assertRefused(
          url,
          api.post("/api/v1/environment/import", document),
          "body.applications.0.endpoints.0.url");
    }
    assertThat(api.get(ENDPOINTS + "/imported").status()).isEqualTo(404);
  }

  @Test
  void asTokenUrl() {
    for (String url : SOME) {
      String authentication =
          "{\"type\":\"oauth2\",\"tokenUrl\":\""
              + url
              + "\",\"clientId\":\"c\",\"clientSecret\":\"s\"}";

      assertRefused(
          url, api.put(ENDPOINTS + "/there/authentication", authentication), "body.tokenUrl");
    }
  }

  private static void assertRefused(String url, Api.Answer answer, String place) {
    assertThat(answer.status()).as(url + " " + answer.text()).isEqualTo(422);
    assertThat(answer.place()).as(url).isEqualTo(place);
  }

  private static String endpoint(String uid, String url) {
    return "{\"uid\":\"" + uid + "\",\"url\":\"" + url + "\"}";
  }
}
