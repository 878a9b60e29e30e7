package io.hooklane.dispatcher.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointDirectoryTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final List<Duration> OWN = List.of(Duration.ofSeconds(1));
  private static final List<Duration> ENVIRONMENTS = List.of(Duration.ofMinutes(1));

  private final Random random = new Random(42);
  private final EnvironmentId environment = EnvironmentId.random(NOW, random);
  private final ApplicationId application = ApplicationId.random(NOW, random);
  private final EndpointDirectory directory = new EndpointDirectory(new MasterKey(Keyset.create()));

  @Test
  void anEndpointWithoutAScheduleHasItsEnvironments() {
    EndpointId endpoint = anEndpoint(null);

    directory.changed(anEnvironment(ENVIRONMENTS));

    assertThat(schedule(endpoint)).isEqualTo(ENVIRONMENTS);
  }

  @Test
  void anEndpointsOwnScheduleComesFirst() {
    EndpointId endpoint = anEndpoint(OWN);

    directory.changed(anEnvironment(ENVIRONMENTS));

    assertThat(schedule(endpoint)).isEqualTo(OWN);
  }

  @Test
  void withoutEitherTheStandardOneHolds() {
    directory.changed(anEnvironment(ENVIRONMENTS));
    EndpointId endpoint = anEndpoint(null);

    directory.changed(anEnvironment(null));

    assertThat(schedule(endpoint)).isNull();
  }

  @Test
  void anEndpointsOwnRateComesBeforeItsApplicationsWhichHoldsForAllOthers() {
    EndpointId own = anEndpoint(null, 7);
    EndpointId other = anEndpoint(null);
    assertThat(rate(other)).isZero();

    directory.changed(anApplication(3));

    assertThat(rate(own)).isEqualTo(7);
    assertThat(rate(other)).isEqualTo(3);
  }

  @Test
  void withoutAnApplicationThereIsNoRate() {
    EndpointId endpoint = anEndpoint(null);
    directory.changed(anApplication(3));

    directory.removed(anApplication(3).key());

    assertThat(rate(endpoint)).isZero();
  }

  private int rate(EndpointId endpoint) {
    return Objects.requireNonNull(directory.find(endpoint)).throttleRate();
  }

  private Configuration.Application anApplication(int perSecond) {
    return new Configuration.Application(application, environment, null, "A", perSecond);
  }

  private @Nullable List<Duration> schedule(EndpointId endpoint) {
    return Objects.requireNonNull(directory.find(endpoint)).retrySchedule();
  }

  private Configuration.Environment anEnvironment(@Nullable List<Duration> schedule) {
    return new Configuration.Environment(
        environment, "live", Configuration.EnvironmentKind.LIVE, true, schedule, null, Map.of());
  }

  private EndpointId anEndpoint(@Nullable List<Duration> schedule) {
    return anEndpoint(schedule, null);
  }

  private EndpointId anEndpoint(@Nullable List<Duration> schedule, @Nullable Integer perSecond) {
    EndpointId id = EndpointId.random(NOW, random);
    directory.changed(
        new Configuration.Endpoint(
            id,
            environment,
            application,
            null,
            "https://example.com/",
            false,
            List.of(),
            List.of(),
            List.of(),
            perSecond,
            schedule,
            "",
            null,
            null,
            null,
            null,
            Configuration.Sending.STANDARD));
    return id;
  }
}
