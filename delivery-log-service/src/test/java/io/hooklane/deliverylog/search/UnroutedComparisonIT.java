package io.hooklane.deliverylog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import io.hooklane.deliverylog.search.UnroutedClient.Answer;
import io.hooklane.deliverylog.unrouted.Sweeping;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which messages no endpoint took is the same as by looking at each. Each test has a day of its
 * own, and the next one, which is made with it: what another test sweeps is not among them.
 */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = UnroutedComparisonIT.ENVIRONMENT))
class UnroutedComparisonIT {

  /** Of no other test. */
  static final String ENVIRONMENT = "env_0000000000000000000000000uc";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private UnroutedClient client;

  @SuppressWarnings("NullAway.Init") // before each test
  private UnroutedTable table;

  @Inject DataSource dataSource;

  @Inject Sweeping sweeping;

  private final Customer customer = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));
  private final Customer another = Customer.inEnvironment(new EnvironmentId(ENVIRONMENT));

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    client = new UnroutedClient(topics);
    table = new UnroutedTable(dataSource, customer.environment());
    topics.configure(customer.environment(), Map.of());
    topics.configure(customer);
    topics.configure(another);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  /** Whatever comes in whatever order, the answer is that of looking at each message. */
  @Test
  void isAlwaysTheSameAsLookingAtEachMessage() throws SQLException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Instant noon = UnroutedTable.noonDaysAgo(21);
    List<Message> messages = new ArrayList<>();
    List<Customer> owners = List.of(customer, another);
    for (int step = 0; step < 25; step++) {
      for (int i = random.nextInt(12); i > 0; i--) {
        Customer owner = owners.get(random.nextInt(2));
        Instant at = noon.plusSeconds(random.nextInt(100));
        Message message =
            random.nextInt(3) == 0
                ? owner.messageOfEvent("event " + random.nextInt(8), at)
                : owner.message("order.created", at);
        messages.add(message);
        topics.message(message, "{}");
      }
      for (int i = messages.isEmpty() ? 0 : random.nextInt(5); i > 0; i--) {
        Message message = messages.get(random.nextInt(messages.size()));
        topics.delivery(ownerOf(message).delivery(message));
      }
      if (random.nextInt(3) == 0 && !messages.isEmpty()) {
        topics.message(messages.get(random.nextInt(messages.size())), "{}");
      }
      boolean swept = random.nextBoolean();
      if (swept) {
        sweeping.sweep(noon.plusSeconds(step * 3L + random.nextInt(40)));
      }
      Instant since = noon.plusSeconds(random.nextInt(60));
      Instant until = since.plusSeconds(1 + random.nextInt(60));
      Customer scope = random.nextBoolean() ? customer : null;

      Answer answer = client.answer(since, until, scope);

      assertThat(answer)
          .as("seed %d step %d", seed, step)
          .isEqualTo(table.expected(since, until, scope));
    }
    sweeping.sweep(noon.plus(Duration.ofDays(1)));
    sweeping.settle();
    assertThat(client.answer(noon, noon.plusSeconds(120), null))
        .as("seed %d", seed)
        .isEqualTo(table.expected(noon, noon.plusSeconds(120), null));
    assertThat(table.unsure(noon)).isZero();
  }

  /** A sweep goes on over what is being recorded, messages and deliveries beside each other. */
  @Test
  void missesNothingOfWhatIsRecordedMeanwhile() throws Exception {
    // Given
    Instant noon = UnroutedTable.noonDaysAgo(23);
    SplittableRandom random = new SplittableRandom(16);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    AtomicInteger swept = new AtomicInteger();
    Future<?> sweeps =
        thread.submit(
            () -> {
              while (!over.get()) {
                sweeping.sweep(noon.plusMillis(100L * swept.get()));
                swept.incrementAndGet();
              }
              return null;
            });

    // When
    for (int i = 0; i < 6_000; i++) {
      Message message = customer.message("order.created", noon.plusMillis(i));
      boolean routed = random.nextInt(3) > 0;
      boolean ahead = random.nextBoolean();
      if (routed && ahead) {
        topics.delivery(customer.delivery(message));
      }
      topics.message(message, "{}");
      if (routed && !ahead) {
        topics.delivery(customer.delivery(message));
      }
      if (i % 200 == 0) {
        topics.flush();
        int before = swept.get();
        await().until(() -> swept.get() > before);
      }
    }
    client.awaitRecorded(noon);

    // Then
    Answer meanwhile = client.answer(noon, noon.plusSeconds(10), null);
    over.set(true);
    sweeps.get();
    thread.shutdown();
    Answer expected = table.expected(noon, noon.plusSeconds(10), null);
    assertThat(meanwhile).isEqualTo(expected);
    sweeping.sweep(noon.plus(Duration.ofDays(1)));
    sweeping.settle();
    assertThat(client.answer(noon, noon.plusSeconds(10), null)).isEqualTo(expected);
    assertThat(table.number("unrouted_messages", noon)).isEqualTo(expected.count());
  }

  private Customer ownerOf(Message message) {
    return message.application().equals(customer.id()) ? customer : another;
  }
}
