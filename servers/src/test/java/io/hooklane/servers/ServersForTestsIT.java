package io.hooklane.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServersForTestsIT {

  @Test
  void givesAServiceAllThatItNeeds() throws Exception {
    // Given
    TestServers servers = new TestServers();
    try {
      // When
      Map<String, String> configuration = servers.start();
      // Then
      assertThat(configuration.get("kafka.bootstrap.servers")).contains(":");
      assertThat(
              Files.readString(
                  Path.of(URI.create(configuration.get("mp.jwt.verify.publickey.location")))))
          .startsWith("-----BEGIN PUBLIC KEY-----\n");
      assertThat(Path.of(configuration.get("hooklane.master-key.file"))).exists();
      try (var connection =
          DriverManager.getConnection(
              configuration.get("quarkus.datasource.jdbc.url"),
              configuration.get("quarkus.datasource.username"),
              configuration.get("quarkus.datasource.password"))) {
        assertThat(connection.isValid(1)).isTrue();
      }
    } finally {
      servers.stop();
    }
  }
}
