package io.hooklane.standalone.service;

import io.hooklane.standalone.installation.Secrets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables of a service. The user's own variables reach it too: what wires the
 * services together is ours, what tunes them is theirs where they say so.
 */
final class ServiceEnvironment {

  private static final Map<String, String> TUNING =
      Map.of(
          "HOOKLANE_TOPICS_PARTITIONS", "6",
          "HOOKLANE_TOPICS_ORDERED_PARTITIONS", "6",
          "HOOKLANE_TOPICS_DELAY_PARTITIONS", "2",
          "HOOKLANE_TOPICS_REPLICATION", "1",
          "HOOKLANE_EGRESS_ALLOW_LOOPBACK", "true",
          // All start at once, on few cores.
          "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "30s");

  private ServiceEnvironment() {}

  static Map<String, String> of(
      Service service, Surroundings surroundings, Path log, Map<String, String> users) {
    Map<String, String> environment = new HashMap<>(users);
    // Addressed to this command, the password above all.
    environment.keySet().removeIf(name -> name.startsWith("HOOKLANE_POSTGRES"));
    environment.remove("HOOKLANE_KAFKA");
    // This installation has a master key of its own.
    environment.keySet().removeIf(name -> name.startsWith("HOOKLANE_MASTER_KEY"));
    TUNING.forEach(environment::putIfAbsent);
    environment.put("KAFKA_BOOTSTRAP_SERVERS", surroundings.kafkaBootstrap());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(surroundings.url(service).getPort()));
    addLogging(environment, log);
    addSecrets(environment, service, surroundings.secrets());
    if (service.hasDatabase()) {
      Surroundings.Database database = surroundings.database();
      environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
      environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
      environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
    }
    if (service == Service.GATEWAY) {
      addFrontDoor(environment, surroundings);
    }
    if (service == Service.SUBSCRIPTION) {
      environment.putIfAbsent("HOOKLANE_PORTAL_URL", surroundings.url(Service.GATEWAY) + "/");
    }
    return environment;
  }

  private static void addLogging(Map<String, String> environment, Path log) {
    environment.put("QUARKUS_LOG_CONSOLE_ENABLED", "false");
    environment.put("QUARKUS_LOG_FILE_ENABLED", "true");
    environment.put("QUARKUS_LOG_FILE_PATH", log.toString());
    environment.put("QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", "10M");
    environment.put("QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "2");
    environment.put("QUARKUS_LOG_FILE_ROTATION_ROTATE_ON_BOOT", "true");
  }

  private static void addSecrets(
      Map<String, String> environment, Service service, Secrets secrets) {
    environment.put(
        "MP_JWT_VERIFY_PUBLICKEY_LOCATION", secrets.identity().publicKey().toUri().toString());
    if (service.handlesSecrets()) {
      environment.put("HOOKLANE_MASTER_KEY_FILE", secrets.masterKey().toString());
    }
    if (service == Service.GATEWAY) {
      environment.put(
          "HOOKLANE_IDENTITY_PRIVATE_KEY_FILE", secrets.identity().privateKey().toString());
    }
    if (service == Service.SUBSCRIPTION) {
      environment.put("HOOKLANE_BOOTSTRAP_LIVE_KEY", secrets.liveKey());
      environment.put("HOOKLANE_BOOTSTRAP_TEST_KEY", secrets.testKey());
      environment.put("HOOKLANE_BOOTSTRAP_OPERATOR_KEY", secrets.operatorKey());
    }
  }

  private static void addFrontDoor(Map<String, String> environment, Surroundings surroundings) {
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put(
        "QUARKUS_MANAGEMENT_PORT", Integer.toString(surroundings.gatewayManagementPort()));
    environment.put(
        "HOOKLANE_ROUTES_SUBSCRIPTION_URL", surroundings.url(Service.SUBSCRIPTION).toString());
    environment.put("HOOKLANE_ROUTES_INGEST_URL", surroundings.url(Service.INGEST).toString());
    environment.put(
        "HOOKLANE_ROUTES_DELIVERY_LOG_URL", surroundings.url(Service.DELIVERY_LOG).toString());
  }
}
