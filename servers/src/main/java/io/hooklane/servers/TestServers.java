package io.hooklane.servers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * Kafka, PostgreSQL and the keys for the tests of a service: in containers where a Docker engine
 * answers and has or gets the images, as child processes otherwise. A test that has a field of this
 * type is given it, to take a server away and bring it back.
 */
public final class TestServers implements QuarkusTestResourceLifecycleManager {

  private static final Logger LOG = Logger.getLogger(TestServers.class);

  private @Nullable ServerPair servers;
  private @Nullable Path keys;

  @Override
  public Map<String, String> start() {
    ServerPair started = startServers();
    servers = started;
    keys = Directories.temporary("hooklane-keys");
    IdentityKeys identity = IdentityKeys.ensure(keys);
    Path masterKey = MasterKey.ensure(keys.resolve("master.key.json"));

    Map<String, String> configuration = new HashMap<>();
    configuration.put("kafka.bootstrap.servers", started.bootstrapServers());
    configuration.put("quarkus.datasource.jdbc.url", started.jdbcUrl());
    configuration.put("quarkus.datasource.username", started.username());
    configuration.put("quarkus.datasource.password", started.password());
    configuration.put("quarkus.devservices.enabled", "false");
    configuration.put("quarkus.http.test-port", "0");
    configuration.put("hooklane.topics.partitions", "3");
    configuration.put("hooklane.topics.ordered-partitions", "3");
    configuration.put("hooklane.topics.delay-partitions", "2");
    configuration.put("hooklane.topics.replication", "1");
    configuration.put("hooklane.master-key.file", masterKey.toString());
    configuration.put("hooklane.identity.private-key.file", identity.privateKey().toString());
    configuration.put("mp.jwt.verify.publickey.location", identity.publicKey().toUri().toString());
    return configuration;
  }

  @Override
  public void stop() {
    if (servers != null) {
      servers.close();
      servers = null;
    }
    if (keys != null) {
      Directories.delete(keys);
      keys = null;
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(TestServers.class));
  }

  /** The broker. */
  public Server kafka() {
    return started().kafka();
  }

  /** The database. */
  public Server postgres() {
    return started().postgres();
  }

  /** For clients' {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return started().bootstrapServers();
  }

  /** Of the database {@code hooklane}. */
  public String jdbcUrl() {
    return started().jdbcUrl();
  }

  private ServerPair started() {
    if (servers == null) {
      throw new ServerException("The servers are not running");
    }
    return servers;
  }

  private static ServerPair startServers() {
    if (dockerAnswers()) {
      ServerPair containers =
          ServerPair.containers(DockerClientFactory.instance().dockerHostIpAddress());
      try {
        containers.start();
        return containers;
      } catch (RuntimeException e) {
        LOG.infof("Containers cannot be started, using child processes. reason=%s", e.getMessage());
        containers.close();
      }
    }
    ServerPair embedded = ServerPair.embedded();
    embedded.start();
    return embedded;
  }

  private static boolean dockerAnswers() {
    // Without these no engine can be there; asking Testcontainers then costs seconds and many
    // lines.
    boolean hinted =
        System.getenv("DOCKER_HOST") != null
            || Files.exists(Path.of("/var/run/docker.sock"))
            || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "run"))
            || Files.exists(Path.of(System.getProperty("user.home"), ".testcontainers.properties"));
    boolean answers = hinted && DockerClientFactory.instance().isDockerAvailable();
    if (!answers) {
      LOG.info("No Docker engine answers, using child processes");
    }
    return answers;
  }
}
