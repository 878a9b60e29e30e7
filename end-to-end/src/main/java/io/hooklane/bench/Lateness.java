package io.hooklane.bench;

import io.hooklane.bench.receiver.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long after their time deliveries came; those that came before it are counted apart. */
final class Lateness {

  /** A clock that is read in milliseconds may cut off as much. */
  private static final long CUT_OFF_MICROS = 1_000;

  private static final long LONGEST = 3_600_000_000L;

  private final Histogram micros = new Histogram(LONGEST, 3);
  private long early;
  private long missing;

  private record Delivery(int endpoint, long sequence) {}

  /** Of second attempts that were due so long after the first. */
  static Lateness ofSecondAttempts(List<Arrival> arrivals, long waitMicros) {
    Lateness lateness = new Lateness();
    byDelivery(arrivals)
        .forEach(
            attempts -> {
              if (attempts.size() < 2) {
                lateness.missing++;
              } else {
                lateness.add(attempts.get(1).micros() - attempts.get(0).micros() - waitMicros);
              }
            });
    return lateness;
  }

  /** The attempts of each delivery, in order of time. */
  static List<List<Arrival>> byDelivery(List<Arrival> arrivals) {
    Map<Delivery, List<Arrival>> deliveries = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      deliveries
          .computeIfAbsent(
              new Delivery(arrival.endpoint(), arrival.sequence()), none -> new ArrayList<>())
          .add(arrival);
    }
    deliveries.values().forEach(all -> all.sort(Comparator.comparingLong(Arrival::micros)));
    return List.copyOf(deliveries.values());
  }

  /** Adds one: negative when it came before its time. */
  void add(long lateMicros) {
    if (lateMicros < -CUT_OFF_MICROS) {
      early++;
    } else {
      micros.recordValue(Math.clamp(lateMicros, 0, LONGEST));
    }
  }

  /** How many there were. */
  long count() {
    return micros.getTotalCount() + early;
  }

  long early() {
    return early;
  }

  /** First attempts that no second one followed. */
  long missing() {
    return missing;
  }

  double ms(double percentile) {
    return Result.round(micros.getValueAtPercentile(percentile) / 1_000.0);
  }

  /** As figures. */
  Map<String, Object> asFigures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("count", count());
    figures.put("p50Ms", ms(50));
    figures.put("p99Ms", ms(99));
    figures.put("maxMs", ms(100));
    figures.put("early", early);
    figures.put("missing", missing);
    return figures;
  }
}
