package io.hooklane.subscription.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.Impatient;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E-mails, from what they tell of to a real SMTP server. */
@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(SmtpServer.class)
@TestProfile(Impatient.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class AlertsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Environments environments;

  @Inject Alerts alerts;

  @Inject AlertRepository rows;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private GreenMail server;

  @BeforeEach
  void nothingArrivedYet() throws Exception {
    server.purgeEmailFromAllMailboxes();
  }

  @Test
  void tellsOfAnEndpointThatHooklaneDisabled() throws Exception {
    // Given
    EnvironmentId environment =
        environments
            .createIfAbsent("world " + UUID.randomUUID(), Configuration.EnvironmentKind.TEST)
            .id();
    Api api = Api.of(environment);
    ApplicationId application =
        new ApplicationId(
            api.post(
                    "/api/v1/app",
                    "{\"name\":\"Acme\\r\\nBcc: all@example.com\\r\\n\\r\\nGröße\",\"uid\":\"acme\"}")
                .field("id"));
    String id =
        api.post(
                "/api/v1/app/acme/endpoint",
                "{\"url\":\"https://hooks.example.com/secret-path?token=hidden\"}")
            .field("id");

    // When
    publish(
        new EndpointVerdict(
            new EndpointId(id),
            application,
            environment,
            Verdict.FAILING,
            Instant.now().plusSeconds(1),
            "Nothing was delivered for 5 days"));

    // Then
    MimeMessage mail = awaitMails(2).getFirst();
    assertThat(mail.getSubject())
        .isEqualTo("Hooklane disabled an endpoint of Acme Bcc: all@example.com Größe");
    assertThat(mail.getFrom()[0]).hasToString("hooklane@example.com");
    assertThat(Arrays.toString(mail.getRecipients(RecipientType.TO)))
        .isEqualTo("[ops@example.com, boss@example.com]");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getContentType()).startsWith("text/plain");
    assertThat(text(mail))
        .contains(id)
        .contains(application + ", acme")
        .contains("hooks.example.com")
        .contains("Nothing was delivered for 5 days (failing)")
        .contains("What to do:")
        .doesNotContain("secret-path", "hidden");
    assertThat(Arrays.stream(server.getReceivedMessages()).map(AlertsIT::recipients))
        .doesNotContain("all@example.com");
    awaitNothingLeft();
  }

  @Test
  void isSentOnceTheServerIsBackAndNothingWaitsForIt() throws Exception {
    server.stop();
    long begin = System.nanoTime();
    tell("while it is away");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    await()
        .atMost(PATIENCE)
        .until(
            () -> QuarkusTransaction.requiringNew().call(() -> rows.find("tries > 0").count() > 0));

    server.start();

    assertThat(awaitMails(2).getFirst().getSubject()).isEqualTo("while it is away");
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    awaitNothingLeft();
  }

  @Test
  void whatIsUndoneIsNotToldAndWhatNobodyTakesIsGivenUp() {
    QuarkusTransaction.begin();
    alerts.tell("undone", "body");
    QuarkusTransaction.rollback();
    server.stop();
    tell("given up");

    awaitNothingLeft();

    server.start();
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private void tell(String subject) {
    QuarkusTransaction.requiringNew().run(() -> alerts.tell(subject, "body"));
  }

  /** One for each recipient. */
  private List<MimeMessage> awaitMails(int count) {
    await().atMost(PATIENCE).until(() -> server.getReceivedMessages().length >= count);
    return List.of(server.getReceivedMessages());
  }

  private void awaitNothingLeft() {
    await()
        .atMost(PATIENCE)
        .until(() -> QuarkusTransaction.requiringNew().call(() -> rows.count() == 0));
  }

  private void publish(EndpointVerdict verdict) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> entry =
          new ProducerRecord<>(
              Topics.ENDPOINT_HEALTH.name(),
              verdict.endpoint().value().getBytes(StandardCharsets.UTF_8),
              new byte[0]);
      verdict.writeTo(RecordHeaders.sink(entry.headers()));
      producer.send(entry);
    }
  }

  private static String text(MimeMessage mail) {
    try {
      return (String) mail.getContent();
    } catch (IOException | MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static String recipients(MimeMessage mail) {
    try {
      return Arrays.toString(mail.getAllRecipients());
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
