package io.hooklane.dispatcher.lane;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rate limits of keys that have one; of the least recently used, beyond a bound, it is
 * forgotten how much they have used. Confined to one thread.
 */
final class RateLimits<K> {

  private static final int MOST = 16_384;

  private final Map<K, RateLimit> limits =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, RateLimit> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Takes an attempt's worth; 0 when that is done, or else how many nanoseconds to wait before
   * asking again.
   *
   * @param perSecond the key's present rate; 0 for none
   * @param now nanoseconds of one monotonic clock
   */
  long take(K key, int perSecond, long now) {
    if (perSecond == 0) {
      return 0;
    }
    RateLimit limit = limits.get(key);
    if (limit == null || limit.perSecond() != perSecond) {
      limit = new RateLimit(perSecond, now);
      limits.put(key, limit);
    }
    return limit.take(now);
  }
}
