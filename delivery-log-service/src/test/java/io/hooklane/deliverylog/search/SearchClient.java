package io.hooklane.deliverylog.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.ValidatableResponse;

/** Searches for deliveries as a customer's program does. */
final class SearchClient {

  private SearchClient() {}

  /** Searches by a query, which is sent as it stands. */
  static ValidatableResponse get(String query) {
    return given().urlEncodingEnabled(false).get("/api/v1/delivery" + query).then();
  }

  /** Asserts that one delivery is found when all that was sent is recorded. */
  static void awaitFound(String query) {
    get(query).statusCode(200).body("data", hasSize(1));
  }

  /** Asserts that a query is refused for this parameter. */
  static void assertRefused(String query, String parameter) {
    get(query).statusCode(422).body("detail[0].loc", contains("query", parameter));
  }
}
