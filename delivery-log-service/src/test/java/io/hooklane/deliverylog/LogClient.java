package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;

/** Reads the log as a customer's program does. */
final class LogClient {

  private final Customer customer;

  LogClient(Customer customer) {
    this.customer = customer;
  }

  /** Asks for a path within the application, which is sent as it stands. */
  ValidatableResponse get(String path) {
    return given().urlEncodingEnabled(false).get("/api/v1/app/" + customer.uid() + path).then();
  }
}
