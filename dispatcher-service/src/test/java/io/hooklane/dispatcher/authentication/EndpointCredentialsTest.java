package io.hooklane.dispatcher.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.authentication.Credentials.ClientCredentials;
import io.hooklane.dispatcher.authentication.Credentials.Fixed;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointCredentialsTest {

  private static final MasterKey MASTER = new MasterKey(Keyset.create());
  private static final EndpointId ENDPOINT =
      EndpointId.random(Instant.now(), new SplittableRandom());

  @Test
  void noneIsNone() throws Exception {
    assertThat(new EndpointCredentials(MASTER, ENDPOINT, null).open()).isEqualTo(Credentials.NONE);
  }

  @Test
  void aNameAndPasswordAreInUtf8() throws Exception {
    // printf '%s' 'Jürgen:päss:word' | base64
    assertThat(
            open(
                "{\"type\":\"basic\",\"username\":\"Jürgen\",\"password\":\"päss:word\",\"more\":1}"))
        .isEqualTo(new Fixed("Basic SsO8cmdlbjpww6Rzczp3b3Jk"));
  }

  @Test
  void aBearerTokenIsSentAsItIs() throws Exception {
    assertThat(open("{\"type\":\"bearer\",\"token\":\"abc.def\"}"))
        .isEqualTo(new Fixed("Bearer abc.def"));
  }

  @Test
  void clientCredentialsGoIntoTheHeaderUrlEncoded() throws Exception {
    TokenRequest request =
        TokenRequest.of(
            (ClientCredentials)
                open(
                    """
                    {"type":"oauth2","tokenUrl":"https://login.example.com/t?x=1",\
                    "clientId":"a:b","clientSecret":"ü&","clientAuthentication":"basic",\
                    "scope":"read write","audience":"https://api.example.com/"}"""));

    assertThat(request.target().url()).isEqualTo("https://login.example.com/t?x=1");
    // printf '%s' 'a%3Ab:%C3%BC%26' | base64
    assertThat(request.authorization()).isEqualTo("Basic YSUzQWI6JUMzJUJDJTI2");
    assertThat(request.form())
        .isEqualTo(
            "grant_type=client_credentials&scope=read+write&audience=https%3A%2F%2Fapi.example.com%2F");
  }

  @Test
  void orIntoTheBody() throws Exception {
    TokenRequest request =
        TokenRequest.of(
            (ClientCredentials)
                open(
                    """
                    {"type":"oauth2","tokenUrl":"https://login.example.com/t",\
                    "clientId":"a:b","clientSecret":"ü&","clientAuthentication":"body"}"""));

    assertThat(request.authorization()).isNull();
    assertThat(request.form())
        .isEqualTo("grant_type=client_credentials&client_id=a%3Ab&client_secret=%C3%BC%26");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "canary",
        "[\"canary\"]",
        "{\"password\":\"canary\"}",
        "{\"type\":\"digest\",\"password\":\"canary\"}",
        "{\"type\":\"basic\",\"password\":\"canary\"}",
        "{\"type\":\"basic\",\"username\":\"a:canary\",\"password\":\"canary\"}",
        "{\"type\":\"bearer\",\"token\":\"canary\\r\\nx: y\"}",
        "{\"type\":\"oauth2\",\"clientId\":\"a\",\"clientSecret\":\"canary\"}",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"ftp://canary\",\"clientId\":\"a\","
            + "\"clientSecret\":\"canary\"}",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"https://canary@a/\",\"clientId\":\"a\","
            + "\"clientSecret\":\"canary\"}",
      })
  void whatIsNotUsableSaysWhyButShowsNothing(String json) {
    assertThatThrownBy(() -> open(json))
        .isInstanceOf(UnusableCredentialsException.class)
        .hasNoCause()
        .message()
        .isNotBlank()
        .doesNotContain("canary");
  }

  @Test
  void thoseOfAnotherEndpointDoNotOpen() {
    String sealed =
        MASTER.seal(ENDPOINT.value() + "/headers", "{\"type\":\"none\"}".getBytes(UTF_8));

    assertThatThrownBy(() -> new EndpointCredentials(MASTER, ENDPOINT, sealed).open())
        .isInstanceOf(UnusableCredentialsException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void noneOfThemHasATextForm() throws Exception {
    Credentials basic = open("{\"type\":\"basic\",\"username\":\"u\",\"password\":\"canary\"}");
    Credentials oauth2 =
        open(
            """
            {"type":"oauth2","tokenUrl":"https://login.example.com/canary","clientId":"a",\
            "clientSecret":"canary","clientAuthentication":"body"}""");

    assertThat(basic + " " + oauth2 + " " + TokenRequest.of((ClientCredentials) oauth2))
        .doesNotContain("canary");
    assertThat(TokenResponse.read(200, "{\"access_token\":\"canary\"}".getBytes(UTF_8)).toString())
        .doesNotContain("canary");
  }

  private static Credentials open(String json) throws UnusableCredentialsException {
    String sealed = MASTER.seal(ENDPOINT.value() + "/authentication", json.getBytes(UTF_8));
    return new EndpointCredentials(MASTER, ENDPOINT, sealed).open();
  }
}
