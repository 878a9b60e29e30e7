package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final Instant NOON = Instant.parse("2031-12-31T12:00:00Z");

  @Test
  void whatIsOfAnEndpointIsInOnePart() {
    Batch batch = new Batch(4);
    List<Customer> customers = IntStream.range(0, 40).mapToObj(i -> Customer.aCustomer()).toList();

    for (Customer customer : customers) {
      Message message = customer.message("order.created", NOON);
      Delivery delivery = customer.delivery(message);
      Attempt attempt = customer.success(delivery, 1);
      batch.add(new RecordedMessage(message, new byte[0]));
      batch.begin(RecordedDelivery.of(delivery));
      batch.add(RecordedDelivery.of(attempt));
      batch.add(new RecordedAttempt(attempt, new byte[0]));
    }

    assertThat(batch.messageCount()).isEqualTo(40);
    assertThat(batch.deliveryCount()).as("a delivery and its report are one row").isEqualTo(40);
    assertThat(batch.attemptCount()).isEqualTo(40);
    assertThat(batch.parts()).hasSize(4).allMatch(BatchPart::hasMessages);
    assertThat(batch.parts()).allMatch(BatchPart::hasOthers);
    for (BatchPart part : batch.parts()) {
      for (Rows rows : part.partitions().values()) {
        assertThat(rows.reportedDeliveries()).isEmpty();
        assertThat(rows.attemptCount()).isEqualTo(rows.deliveryCount());
      }
    }
  }

  @Test
  void whatIsLeftOutIsInNoPart() {
    Batch batch = new Batch(3);
    for (int i = 0; i < 10; i++) {
      Customer customer = Customer.aCustomer();
      batch.begin(RecordedDelivery.of(customer.delivery(customer.message("a", NOON))));
      batch.begin(
          RecordedDelivery.of(customer.delivery(customer.message("a", NOON.plusSeconds(86_400)))));
    }

    int left = batch.leaveOut(partition -> partition.day().getYear() == 2031);

    assertThat(left).isEqualTo(10);
    assertThat(batch.deliveryCount()).isEqualTo(10);
    assertThat(batch.partitions()).allMatch(partition -> partition.day().getYear() == 2032);
  }
}
