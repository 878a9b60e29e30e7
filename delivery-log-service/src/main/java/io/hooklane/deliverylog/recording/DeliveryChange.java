package io.hooklane.deliverylog.recording;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a delivery came to stand otherwise by what was written.
 *
 * @param row what was written last of it
 * @param before null when the delivery was not known
 */
record DeliveryChange(RecordedDelivery row, @Nullable RecordedState before, RecordedState after) {

  boolean isOne() {
    return !Objects.equals(before, after);
  }
}
