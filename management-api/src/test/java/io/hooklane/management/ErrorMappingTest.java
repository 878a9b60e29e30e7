package io.hooklane.management;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(SigningKey.class)
class ErrorMappingTest {

  @SuppressWarnings("NullAway.Init")
  SigningKey key;

  @Test
  void knowsTheCaller() {
    caller()
        .get("/probe")
        .then()
        .statusCode(200)
        .body("name", equalTo("key_1"))
        .body("environment", equalTo(SigningKey.ENVIRONMENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "[",
        "{\"name\":",
        "nothing",
        "{\"name\":\"a\"} {",
        "\u0000",
        "{\"name\":\"a\",}"
      })
  void tellsThatABodyIsNotJson(String body) {
    isInvalid(caller().body(body).post("/probe/fields"), "value_error.jsondecode")
        .body("detail[0].loc", contains("body"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"name\":", "nothing"})
  void tellsThatABodyIsNotJsonWhereTheFrameworkReadsIt(String body) {
    isInvalid(caller().body(body).post("/probe"), "value_error.jsondecode");
  }

  @Test
  void namesTheFieldOfAWrongType() {
    isInvalid(caller().body("{\"name\":\"a\",\"number\":\"x\"}").post("/probe"), "value_error")
        .body("detail[0].loc", contains("body", "number"));
    isInvalid(
            caller().body("{\"name\":\"a\",\"inner\":[{\"number\":[]}]}").post("/probe"),
            "value_error")
        .body("detail[0].loc", contains("body", "inner", "0", "number"));
    isInvalid(caller().body("{\"name\":7}").post("/probe/fields"), "value_error")
        .body("detail[0].loc", contains("body", "name"));
  }

  @Test
  void namesTheFieldThatIsNotAllowed() {
    isInvalid(caller().body("{\"name\":\" \"}").post("/probe"), "value_error")
        .body("detail[0].loc", contains("body", "name"));
    isInvalid(caller().body("{}").post("/probe/fields"), "value_error")
        .body("detail[0].loc", contains("body", "name"));
  }

  @Test
  void aMissingBodyIsInvalid() {
    isInvalid(caller().post("/probe"), "value_error").body("detail[0].loc", contains("body"));
  }

  @Test
  void tellsWhatIsWrongWithTheQuery() {
    isInvalid(caller().get("/probe?limit=0"), "value_error")
        .body("detail[0].loc", contains("query", "limit"));
    is(caller().get("/probe?limit=many"), 400, "bad_request");
    is(caller().get("/probe/flag?dry_run=ture"), 400, "bad_request");
    is(caller().get("/probe/flag?dry_run="), 400, "bad_request");
    caller().get("/probe/flag?dry_run=true").then().statusCode(200).body("code", equalTo("true"));
    caller().get("/probe/flag").then().statusCode(200).body("code", equalTo("false"));
  }

  @Test
  void everyOtherErrorHasTheOneShape() {
    is(caller().get("/nothing"), 404, "not_found");
    is(caller().get("/probe/nothing"), 404, "not_found");
    is(caller().put("/probe"), 405, "method_not_allowed");
    is(caller().contentType("text/plain").body("x").post("/probe"), 415, "unsupported_media_type");
    is(caller().accept("image/png").get("/probe"), 406, "bad_request");
    is(caller().get("/probe/conflict"), 409, "conflict");
    is(caller().get("/probe/unavailable"), 503, "unavailable").header("retry-after", "1");
    is(caller().body(new byte[2 * 1024 * 1024 + 1]).post("/probe"), 413, "payload_too_large");
  }

  @Test
  void whoMayNotIsToldSo() {
    is(given().get("/probe"), 401, "authentication_failed");
    with("nonsense").get("/probe").then().statusCode(401);
    with(key.token("someone", SigningKey.ENVIRONMENT, Permission.APPLICATION_READ))
        .get("/probe")
        .then()
        .statusCode(401);
    is(
        with(key.token(IdentityToken.ISSUER, SigningKey.ENVIRONMENT, Permission.MESSAGE_CREATE))
            .get("/probe"),
        403,
        "insufficient_access");
    is(
        with(key.token(IdentityToken.ISSUER, null, Permission.APPLICATION_READ)).get("/probe"),
        403,
        "insufficient_access");
    is(caller().get("/probe/unannotated"), 403, "insufficient_access");
  }

  @Test
  void aBugTellsNothingButWhereToLook() {
    // When
    Response answer = caller().get("/probe/bug");
    // Then
    answer.then().statusCode(500).header("hooklane-trace-id", notNullValue());
    assertThat(answer.asString()).isEqualTo("{}");
  }

  private static ValidatableResponse is(Response answer, int status, String code) {
    return answer
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("code", equalTo(code))
        .body("detail", notNullValue());
  }

  private static ValidatableResponse isInvalid(Response answer, String type) {
    return answer
        .then()
        .statusCode(422)
        .contentType("application/json")
        .body("detail[0].type", equalTo(type))
        .body("detail[0].msg", notNullValue());
  }

  private RequestSpecification caller() {
    return with(
        key.token(
            IdentityToken.ISSUER,
            SigningKey.ENVIRONMENT,
            Permission.APPLICATION_READ,
            Permission.ENDPOINT_MANAGE));
  }

  private static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }
}
