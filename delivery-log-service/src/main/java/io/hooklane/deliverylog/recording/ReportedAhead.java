package io.hooklane.deliverylog.recording;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Deliveries of which a report was written without their own record, which may have been read later
 * or earlier: topics are read each at its own pace. A hint only, bounded: it saves a copy that
 * would be refused.
 */
final class ReportedAhead {

  private static final int MOST = 50_000;

  private final Map<RecordedDelivery.Key, Boolean> keys =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordedDelivery.Key, Boolean> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(Collection<RecordedDelivery> written) {
    written.forEach(delivery -> keys.put(delivery.key(), true));
  }

  synchronized boolean contains(RecordedDelivery delivery) {
    return keys.containsKey(delivery.key());
  }
}
