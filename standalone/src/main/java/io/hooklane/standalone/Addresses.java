package io.hooklane.standalone;

import java.net.URI;

/**
 * Where the running product is reached and with which keys.
 *
 * @param postgresUrl for JDBC, with user and password
 */
record Addresses(
    URI apiUrl,
    URI consoleUrl,
    URI receiverUrl,
    String kafkaBootstrap,
    String postgresUrl,
    String liveKey,
    String testKey,
    String operatorKey) {

  /** Never the keys. */
  @Override
  public String toString() {
    return "Addresses[" + apiUrl + "]";
  }
}
