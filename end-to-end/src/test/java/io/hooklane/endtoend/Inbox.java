package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** One path of the receiver: what it was sent, and how it is to answer. */
final class Inbox {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String url;
  private final List<Received> received = new ArrayList<>();
  private final Set<String> messages = new HashSet<>();
  private final Queue<Integer> script = new ArrayDeque<>();
  private final List<HttpServerRequest> held = new ArrayList<>();
  private int status = 204;
  private Duration delay = Duration.ZERO;
  private boolean holding;

  Inbox(String url) {
    this.url = url;
  }

  /** Where it is. */
  String url() {
    return url;
  }

  /** Answers with these statuses in turn, then with the last one for ever. */
  synchronized Inbox answers(int... statuses) {
    script.clear();
    for (int i = 0; i < statuses.length - 1; i++) {
      script.add(statuses[i]);
    }
    status = statuses[statuses.length - 1];
    return this;
  }

  /** Answers only after this time. */
  synchronized Inbox answersAfter(Duration time) {
    delay = time;
    return this;
  }

  /** Takes requests and answers none, until released. */
  synchronized Inbox hangs() {
    holding = true;
    return this;
  }

  /** Answers 204 to all that hang, and to all that follow. */
  synchronized void releases() {
    holding = false;
    for (HttpServerRequest request : held) {
      if (!request.response().closed() && !request.response().ended()) {
        request.response().setStatusCode(204).end();
      }
    }
    held.clear();
  }

  /** All that came so far, in order of arrival. */
  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** How many came so far. */
  synchronized int count() {
    return received.size();
  }

  /** How many different messages came so far. */
  synchronized int distinct() {
    return messages.size();
  }

  /** Forgets what came so far. */
  synchronized void forgets() {
    received.clear();
    messages.clear();
  }

  /** What came with this event's payload. */
  List<Received> received(Event event) {
    return received().stream().filter(carrying(event)).toList();
  }

  /** Waits until this event came, and gives its first arrival. */
  Received awaits(Event event) {
    await("arrival of " + event.type() + " at " + url)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> received().stream().anyMatch(carrying(event)));
    return received(event).getFirst();
  }

  /** Waits until at least so many came. */
  List<Received> awaits(int least) {
    return awaits(least, PATIENCE);
  }

  /** Waits at most this long until at least so many came. */
  List<Received> awaits(int least, Duration patience) {
    await(least + " requests at " + url)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(5))
        .until(this::count, count -> count >= least);
    return received();
  }

  /** Waits at most this long until at least so many different messages came. */
  void awaitsDistinct(int least, Duration patience) {
    await(least + " different messages at " + url)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .until(this::distinct, count -> count >= least);
  }

  synchronized void take(Vertx vertx, HttpServerRequest request, byte[] body, Instant at) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    received.add(new Received(request.method().name(), request.path(), headers, body, at));
    messages.add(headers.getOrDefault("webhook-id", ""));
    if (holding) {
      held.add(request);
      return;
    }
    Integer next = script.poll();
    int answer = next == null ? status : next;
    if (delay.isZero()) {
      request.response().setStatusCode(answer).end();
    } else {
      vertx.setTimer(
          delay.toMillis(),
          timer -> {
            if (!request.response().closed()) {
              request.response().setStatusCode(answer).end();
            }
          });
    }
  }

  private static Predicate<Received> carrying(Event event) {
    return request -> Arrays.equals(request.body(), event.payload());
  }
}
