package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.bench.receiver.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Applications with endpoints at the receiver, and the events that go to them: one application's
 * after the other.
 *
 * @param name of the applications, before their number
 * @param first the number of the first endpoint
 * @param applications how many
 * @param fanOut endpoints of each
 */
record Customers(String name, int first, int applications, int fanOut) implements Sink {

  private static final String TOPIC = "hooklane.events";
  private static final int ENDPOINTS_AT_ONCE = 2_500;

  /** As many as the product does at once. */
  private static final int IMPORTS_AT_ONCE = 2;

  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(3);

  /**
   * Makes them, by the import of an environment: the fastest way that anybody has.
   *
   * @param first the number of the first endpoint, a multiple of the fan-out
   * @param settings of each endpoint, beside its URL
   */
  static Customers make(
      TestBed bed, String name, int first, int applications, int fanOut, Map<String, Object> more) {
    Customers customers = new Customers(name, first, applications, fanOut);
    int perCall = Math.max(1, ENDPOINTS_AT_ONCE / fanOut);
    try (ExecutorService importers = Executors.newFixedThreadPool(IMPORTS_AT_ONCE)) {
      List<Future<?>> imports = new ArrayList<>();
      for (int from = 0; from < applications; from += perCall) {
        int begin = from;
        int end = Math.min(applications, from + perCall);
        imports.add(importers.submit(() -> customers.make(bed, begin, end, more)));
      }
      for (Future<?> one : imports) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("The customers could not be made: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
    return customers;
  }

  private void make(TestBed bed, int from, int to, Map<String, Object> more) {
    List<Map<String, Object>> some = new ArrayList<>();
    for (int i = from; i < to; i++) {
      some.add(application(bed, i, more));
    }
    bed.product()
        .api()
        .call(
            "POST",
            "/api/v1/environment/import",
            Json.object("version", 1, "applications", some),
            IMPORT_LIMIT);
  }

  /** One past the number of the last endpoint. */
  int end() {
    return first + applications * fanOut;
  }

  /** The requests to their endpoints among these. */
  List<Arrival> of(List<Arrival> arrivals) {
    return arrivals.stream()
        .filter(one -> one.endpoint() >= first && one.endpoint() < end())
        .toList();
  }

  /** The uid of an application. */
  String uid(long number) {
    return name + "-" + number;
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(int run, long sequence, byte[] payload) {
    byte[] uid = uid(sequence % applications).getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, uid, payload);
    record
        .headers()
        .add("ce_specversion", "1.0".getBytes(UTF_8))
        .add("ce_id", (run + "-" + sequence).getBytes(UTF_8))
        .add("ce_source", "/bench".getBytes(UTF_8))
        .add("ce_type", "bench.event".getBytes(UTF_8))
        .add("ce_hooklaneapp", uid)
        .add("content-type", "application/json".getBytes(UTF_8));
    return record;
  }

  private Map<String, Object> application(TestBed bed, int number, Map<String, Object> more) {
    List<Map<String, Object>> endpoints = new ArrayList<>();
    for (int i = 0; i < fanOut; i++) {
      int endpoint = first + number * fanOut + i;
      Map<String, Object> body = new LinkedHashMap<>(more);
      body.put("uid", "e" + endpoint);
      body.put("url", bed.receiver().url(endpoint));
      endpoints.add(body);
    }
    return Json.object("uid", uid(number), "name", uid(number), "endpoints", endpoints);
  }
}
