package io.hooklane.deliverylog.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction changed: rows that were there already, and reports that decided nothing, are
 * not in it. So whatever is counted from it in the same transaction is counted once, however often
 * records come. Not for several threads.
 */
final class Written {

  private final List<DeliveryChange> deliveries = new ArrayList<>();
  private final List<RecordedAttempt> attempts = new ArrayList<>();

  void began(List<RecordedDelivery> rows) {
    rows.forEach(row -> deliveries.add(new DeliveryChange(row, null, row.state())));
  }

  void changed(DeliveryChange change) {
    if (change.isOne()) {
      deliveries.add(change);
    }
  }

  void attempts(List<RecordedAttempt> rows) {
    attempts.addAll(rows);
  }

  List<DeliveryChange> deliveries() {
    return deliveries;
  }

  List<RecordedAttempt> attempts() {
    return attempts;
  }
}
