package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hooklane.bench.receiver.Arrival;
import io.hooklane.bench.receiver.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether 50,000 delayed deliveries come when they are due: first attempts are failed, and the
 * second ones timed. Waits up to 2.5 minutes go through the tiers of 1 s to 2 min as they are. The
 * longer tiers cannot be waited for: they get copies of waiting records that are due sooner, which
 * shows that each is read and lets a record go at its time, not that an hour is an hour.
 */
final class RetryPunctuality implements Workload {

  private static final int DELIVERIES = 50_000;

  /** So many that none gets 50 failures in a row, at which its breaker would open. */
  private static final int APPLICATIONS = 250;

  private static final double PER_SECOND = 1_500;
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(150),
          Duration.ofSeconds(120),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(12),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));
  private static final List<String> LONG_TIERS = List.of("10m", "1h", "6h");
  private static final int COPIES = 500;
  private static final Duration COPIES_BEGIN = Duration.ofSeconds(45);
  private static final Duration COPIES_LAST = Duration.ofSeconds(30);

  private record Group(Duration after, Customers customers, int run) {}

  @Override
  public String name() {
    return "retry-punctuality";
  }

  @Override
  public String what() {
    return "50,000 second attempts after 1 s to 2.5 min, and copies in the tiers of 10 min to 6 h";
  }

  @Override
  public boolean usual() {
    return false;
  }

  /** Without jitter, so that it is known from outside when an attempt is due. */
  @Override
  public Map<String, String> tuning() {
    return Map.of("HOOKLANE_RETRY_JITTER", "0");
  }

  @Override
  public Result run(TestBed bed) {
    bed.warm();
    List<Group> groups = new ArrayList<>();
    int each = DELIVERIES / WAITS.size();
    for (Duration wait : WAITS) {
      Customers customers = customers(bed, "wait-" + wait.toSeconds(), wait);
      int run = bed.receiver().begin(customers);
      groups.add(new Group(wait, customers, run));
      bed.publisher()
          .pace(customers, run, new Payload(run, FanOutOne.PAYLOAD), PER_SECOND, each / PER_SECOND);
    }
    List<Arrival> arrivals = new ArrayList<>();
    final Lateness copies = copies(bed, arrivals);
    Outcome all = new Outcome(0, 0, 0, 0, 0, 0);
    for (Group group : groups) {
      all = all.plus(bed.measures().drained(group.run(), each, group.after().plusSeconds(60)));
    }
    Result result = new Result().with("deliveries", all.expected());
    arrivals.addAll(bed.receiver().takeArrivals());
    Map<String, Object> byWait = new LinkedHashMap<>();
    double worst = 0;
    for (Group group : groups) {
      Lateness lateness = ofGroup(group, arrivals);
      byWait.put(group.after().toString(), lateness.asFigures());
      worst = Math.max(worst, lateness.ms(99));
      judge(result, group.after(), lateness);
    }
    byWait.put("copies in " + LONG_TIERS, copies.asFigures());
    judge(result, Duration.ofSeconds(50), copies);
    return result
        .with("worstP99Ms", worst)
        .with("copies", copies.count())
        .with("copiesP99Ms", copies.ms(99))
        .with("byWait", byWait)
        .with(all);
  }

  private static void judge(Result result, Duration wait, Lateness lateness) {
    double allowed = Math.max(1_000, wait.toMillis() * 0.02);
    result
        .require(lateness.early() == 0, wait + ": " + lateness.early() + " before their time")
        .require(lateness.missing() == 0, wait + ": " + lateness.missing() + " missing")
        .require(lateness.count() > 0, wait + ": none came")
        .require(
            lateness.ms(99) <= allowed,
            wait + ": p99 of the lateness is " + lateness.ms(99) + " ms");
  }

  private static Customers customers(TestBed bed, String name, Duration wait) {
    Customers customers =
        bed.customers(
            name,
            APPLICATIONS,
            1,
            Map.of("retrySchedule", Map.of("delays", List.of(wait.toString()))));
    bed.receiver()
        .behave(
            customers.first(), customers.end(), Behaviour.PLAIN.failsFirst(1, 500, 0).withLog());
    return customers;
  }

  private static Lateness ofGroup(Group group, List<Arrival> arrivals) {
    return Lateness.ofSecondAttempts(
        group.customers().of(arrivals), TimeUnit.NANOSECONDS.toMicros(group.after().toNanos()));
  }

  /**
   * Their originals wait 40 s, at first in the tier of 30; each copy is due at a time of its own, a
   * little later.
   */
  private static Lateness copies(TestBed bed, List<Arrival> arrivals) {
    Customers customers = customers(bed, "copied", Duration.ofSeconds(40));
    int run = bed.receiver().begin(customers);
    bed.publisher().publish(customers, run, new Payload(run, FanOutOne.PAYLOAD), 0, COPIES);
    List<ConsumerRecord<byte[], byte[]>> waiting =
        new DelayTopics(bed.product().bootstrap()).read("30s", run, COPIES, Duration.ofSeconds(25));
    Map<Long, Long> due = new HashMap<>();
    long begin = System.currentTimeMillis() + COPIES_BEGIN.toMillis();
    for (int i = 0; i < waiting.size(); i++) {
      long at = begin + COPIES_LAST.toMillis() * i / waiting.size();
      due.put(sequence(waiting.get(i)), at);
      bed.publisher()
          .send(DelayTopics.copy(waiting.get(i), LONG_TIERS.get(i % LONG_TIERS.size()), at));
    }
    bed.publisher().finish();
    Measures.sleepUntil(
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(begin - System.currentTimeMillis())
            + COPIES_LAST.plusSeconds(3).toNanos());
    arrivals.addAll(bed.receiver().takeArrivals());
    Lateness lateness = new Lateness();
    for (List<Arrival> attempts : Lateness.byDelivery(customers.of(arrivals))) {
      Arrival last = attempts.getLast();
      if (attempts.size() >= 3) {
        lateness.add(last.micros() - due.getOrDefault(last.sequence(), Long.MAX_VALUE) * 1_000);
      }
    }
    bed.receiver().forget(run);
    return lateness;
  }

  /** From the head of the payload. */
  private static long sequence(ConsumerRecord<byte[], byte[]> record) {
    String head = new String(record.value(), 0, 64, US_ASCII);
    int from = head.indexOf("\"seq\":") + "\"seq\":".length();
    return Long.parseLong(head.substring(from, head.indexOf(',', from)));
  }
}
