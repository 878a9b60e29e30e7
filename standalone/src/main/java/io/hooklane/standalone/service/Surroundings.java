package io.hooklane.standalone.service;

import io.hooklane.standalone.installation.Secrets;
import java.net.URI;
import java.util.Map;

/**
 * What the services need to know of each other and of their servers.
 *
 * @param ports of each service, on the loopback address
 * @param gatewayManagementPort where the gateway answers for health and metrics, which are not for
 *     those who use its front door
 */
public record Surroundings(
    String kafkaBootstrap,
    Database database,
    Secrets secrets,
    Map<Service, Integer> ports,
    int gatewayManagementPort) {

  /** Where the database is and how to enter it. */
  public record Database(String jdbcUrl, String username, String password) {

    /** Never the password. */
    @Override
    public String toString() {
      return "Database[" + jdbcUrl + "]";
    }
  }

  /** Where the service answers for health and metrics. */
  public URI managementUrl(Service service) {
    return service == Service.GATEWAY
        ? URI.create("http://127.0.0.1:" + gatewayManagementPort)
        : url(service);
  }

  /** Where the service answers. */
  public URI url(Service service) {
    Integer port = ports.get(service);
    if (port == null) {
      throw new IllegalArgumentException("No port for " + service);
    }
    return URI.create("http://127.0.0.1:" + port);
  }
}
