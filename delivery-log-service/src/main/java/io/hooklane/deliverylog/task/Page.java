package io.hooklane.deliverylog.task;

import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.resend.Resend;
import java.util.List;

/**
 * What a task sends next.
 *
 * @param end the place of the last message that it covers; it may have no content any more
 */
record Page(List<Resend> resends, MessagePlace end) {

  Page {
    resends = List.copyOf(resends);
  }
}
