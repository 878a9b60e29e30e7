package io.hooklane.dispatcher.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Sending;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.dispatcher.egress.Egress;
import io.hooklane.dispatcher.egress.Tunnels;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.endpoint.EndpointDirectory;
import io.hooklane.egress.EgressConfig;
import io.hooklane.egress.EgressPolicy;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A sender on an event loop of its own, and endpoints as the configuration log would have them. It
 * may dial 127.0.0.1 and no other address of this machine, unless the settings say otherwise.
 */
final class SendingRig implements AutoCloseable {

  private static final byte[] BODY = "{\"order\":1}".getBytes(UTF_8);
  private static final String SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("a secret of 24 bytes ...".getBytes(UTF_8));
  private static final int CONNECTIONS = 150;

  private final Vertx vertx;
  private final ContextInternal context;
  private final SplittableRandom random = new SplittableRandom();
  private final EnvironmentId environment = EnvironmentId.random(Instant.now(), random);
  private final ApplicationId application = ApplicationId.random(Instant.now(), random);
  private final MasterKey master = new MasterKey(Keyset.create());
  private final EndpointDirectory directory = new EndpointDirectory(master);
  private final Sender sender;

  SendingRig(Map<String, String> settings) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(SendingConfig.class)
            .withMapping(EgressConfig.class)
            .withDefaultValue("hooklane.egress.allowed-ranges", "127.0.0.1/32")
            .withDefaultValues(settings)
            .build();
    SendingConfig sending = config.getConfigMapping(SendingConfig.class);
    EgressConfig egress = config.getConfigMapping(EgressConfig.class);
    this.vertx = Tunnels.vertx(egress, 1, sending.connectTimeout()).orElseGet(Vertx::vertx);
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.sender =
        new Sender(
            context,
            sending,
            CONNECTIONS,
            Egress.on(context.nettyEventLoop(), egress, new EgressPolicy(egress)),
            Clock.systemUTC());
  }

  /** One whose deadlines no receiver of a test runs into. */
  static SendingRig patient() {
    return new SendingRig(
        Map.of(
            "hooklane.sending.deadline", "30s",
            "hooklane.sending.header-deadline", "20s",
            "hooklane.sending.connect-timeout", "20s"));
  }

  /** One for receivers with which it runs out of time. */
  static SendingRig hasty() {
    return new SendingRig(
        Map.of(
            "hooklane.sending.deadline", "1200ms",
            "hooklane.sending.header-deadline", "500ms",
            "hooklane.sending.connect-timeout", "400ms"));
  }

  /** What is configured for an endpoint. */
  final class Settings {

    private final EndpointId id = EndpointId.random(Instant.now(), random);
    private final String url;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private Signature signature = Signature.STANDARD;
    private @Nullable String headers;
    private @Nullable String authentication;
    private @Nullable String certificate;
    private @Nullable String authorities;

    private Settings(String url) {
      this.url = url;
    }

    Settings signature(Signature style) {
      signature = style;
      return this;
    }

    Settings headers(String json) {
      headers = seal("/headers", json);
      return this;
    }

    Settings authentication(String json) {
      authentication = seal("/authentication", json);
      return this;
    }

    Settings certificate(String chain, String key) {
      String json =
          "{\"certificate\":\"%s\",\"privateKey\":\"%s\"}".formatted(escaped(chain), escaped(key));
      certificate = seal("/client-certificate", json);
      return this;
    }

    private static String escaped(String text) {
      return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    Settings authorities(String pem) {
      authorities = pem;
      return this;
    }

    Settings http2() {
      version = HttpVersion.HTTP_2;
      return this;
    }

    Endpoint configured() {
      directory.changed(
          new Configuration.Endpoint(
              id,
              environment,
              application,
              null,
              url,
              false,
              List.of(),
              List.of(),
              List.of(new Configuration.Secret(seal("", SECRET), null)),
              null,
              null,
              "",
              null,
              headers,
              null,
              null,
              new Sending(null, signature, version, authentication, certificate, authorities)));
      return Objects.requireNonNull(directory.find(id));
    }

    private String seal(String suffix, String text) {
      return master.seal(id.value() + suffix, text.getBytes(UTF_8));
    }
  }

  Settings endpoint(String url) {
    return new Settings(url);
  }

  /** Makes one attempt to an endpoint of which only this is configured, and awaits its end. */
  AttemptOutcome attempt(String url) {
    return attempt(endpoint(url).configured());
  }

  /** Makes one attempt and awaits its end. */
  AttemptOutcome attempt(Endpoint endpoint) {
    return start(endpoint).join().outcome();
  }

  /** Makes the n-th attempt, from 1, and awaits its end. */
  AttemptOutcome attempt(Endpoint endpoint, int number) {
    return start(endpoint, number).join().outcome();
  }

  /** Makes these attempts at the same time and awaits their ends. */
  List<AttemptOutcome> attempts(int count, Endpoint endpoint) {
    return IntStream.range(0, count).mapToObj(i -> start(endpoint)).toList().stream()
        .map(started -> started.join().outcome())
        .toList();
  }

  CompletableFuture<Attempted> start(Endpoint endpoint) {
    return start(endpoint, 1);
  }

  private CompletableFuture<Attempted> start(Endpoint endpoint, int number) {
    CompletableFuture<Attempted> ended = new CompletableFuture<>();
    context.runOnContext(
        run -> sender.send(delivery(endpoint.id(), number), BODY, endpoint, ended::complete));
    return ended;
  }

  /** What the event loop's thread has worked so far. */
  Duration worked() {
    CompletableFuture<Duration> time = new CompletableFuture<>();
    context.runOnContext(
        run ->
            time.complete(
                Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())));
    return time.join();
  }

  private Delivery delivery(EndpointId endpoint, int attempt) {
    Instant now = Instant.now();
    MessageId message = MessageId.random(now, random.split());
    return new Delivery(
        DeliveryId.of(message, endpoint),
        message,
        environment,
        application,
        endpoint,
        "order.created",
        now,
        "application/json",
        attempt,
        Trigger.SCHEDULED,
        now,
        0,
        0,
        null);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
