package io.hooklane.ingest.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplicationDirectoryTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Random random = new Random(1);
  private final EnvironmentId environment = EnvironmentId.random(NOW, random);
  private final EnvironmentId other = EnvironmentId.random(NOW, random);
  private final ApplicationDirectory directory = new ApplicationDirectory();

  @Test
  void findsAnApplicationByIdAndUidInItsEnvironmentAlone() {
    Configuration.Application application = add("customer");

    assertThat(directory.application(environment, "customer")).contains(application.id());
    assertThat(directory.application(environment, application.id().value()))
        .contains(application.id());
    assertThat(directory.application(other, "customer")).isEmpty();
    assertThat(directory.application(other, application.id().value())).isEmpty();
  }

  @Test
  void givesAFreedUidToItsNextApplication() {
    Configuration.Application first = add("customer");
    directory.changed(new Configuration.Application(first.id(), environment, "renamed", "n", null));
    Configuration.Application second = add("customer");
    directory.removed(first.key());

    assertThat(directory.application(environment, "customer")).contains(second.id());
    assertThat(directory.application(environment, "renamed")).isEmpty();
    assertThat(directory.application(environment, first.id().value())).isEmpty();
  }

  @Test
  void findsAnEnvironmentByIdAndName() {
    directory.changed(
        new Configuration.Environment(
            environment, "live", Configuration.EnvironmentKind.LIVE, true, null, null, Map.of()));

    assertThat(directory.environment("live")).contains(environment);
    assertThat(directory.environment(environment.value())).contains(environment);
    assertThat(directory.environment(other.value())).isEmpty();
    assertThat(directory.environment("test")).isEmpty();
  }

  private Configuration.Application add(@Nullable String uid) {
    Configuration.Application application =
        new Configuration.Application(
            ApplicationId.random(NOW, random), environment, uid, "name", null);
    directory.changed(application);
    return application;
  }
}
