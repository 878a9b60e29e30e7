package io.hooklane.dispatcher.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.authentication.TokenAnswer.NoToken;
import io.hooklane.dispatcher.authentication.TokenAnswer.Token;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenResponseTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "^,\"expires_in\":3600^, 3600",
        "^,\"expires_in\":\"3600\"^, 3600",
        "^,\"expires_in\":3599.9^, 3599",
        "^^, 300",
        "^,\"expires_in\":null^, 300",
        "^,\"expires_in\":\"soon\"^, 300",
        "^,\"expires_in\":-5^, 0",
        "^,\"expires_in\":9223372036854775807^, 86400"
      })
  void aTokenHoldsAsLongAsItSays(String more, long seconds) {
    assertThat(read(200, "{\"access_token\":\"a.b-c\",\"token_type\":\"bearer\"" + more + "}"))
        .isEqualTo(new Token("Bearer a.b-c", Duration.ofSeconds(seconds)));
  }

  @Test
  void aTokenWithoutATypeIsABearerToken() {
    assertThat(read(200, "{\"access_token\":\"abc\"}")).isInstanceOf(Token.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok",
        "<html>",
        "[]",
        "null",
        "{\"access_token\":",
        "{\"access_token\":7}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":\"a b\"}",
        "{\"access_token\":\"a\\r\\nx: y\"}",
        "{\"access_token\":\"abc\",\"token_type\":\"mac\"}"
      })
  void whatIsNoTokenIsAFailureWithAReason(String body) {
    assertThat(read(200, body))
        .isInstanceOfSatisfying(
            NoToken.class,
            none -> {
              assertThat(none.failure()).isEqualTo(Failure.UNSENDABLE);
              assertThat(none.reason()).startsWith("The token endpoint ");
            });
  }

  @Test
  void anErrorShowsItsRegisteredNameAndNothingElse() {
    assertThat(read(401, "{\"error\":\"invalid_client\",\"error_description\":\"canary\"}"))
        .isEqualTo(
            new NoToken(Failure.UNSENDABLE, "The token endpoint answered 401 (invalid_client)"));
    assertThat(read(400, "{\"error\":\"canary\"}"))
        .isEqualTo(new NoToken(Failure.UNSENDABLE, "The token endpoint answered 400"));
  }

  @Property(tries = 300)
  void anyBytesAreAnswered(@ForAll byte[] body) {
    assertThat(TokenResponse.read(200, body)).isNotNull();
  }

  private static TokenAnswer read(int status, String body) {
    return TokenResponse.read(status, body.getBytes(UTF_8));
  }
}
