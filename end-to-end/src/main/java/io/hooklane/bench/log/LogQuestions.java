package io.hooklane.bench.log;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** What is asked of a full log: each list, search and get of the API, as paths. */
public final class LogQuestions {

  private static final String ATTEMPTS_OF = "attempts of an endpoint";
  private static final String MESSAGES_TO = "messages to an endpoint";
  private static final String FIND = "search: ";

  private final List<LogSample> samples;
  private final Map<String, Function<LogSample, String>> questions = new LinkedHashMap<>();

  /** About these. */
  public LogQuestions(List<LogSample> samples) {
    this.samples = List.copyOf(samples);
    gets();
    lists();
    searches();
  }

  /** By what they are called. */
  public Map<String, Function<LogSample, String>> all() {
    return questions;
  }

  /** One of the messages. */
  public LogSample any(SplittableRandom random) {
    return samples.get(random.nextInt(samples.size()));
  }

  private void gets() {
    ask("get a message", one -> app(one) + "/msg/" + one.message());
    ask("get a message by event id", one -> app(one) + "/msg/" + one.event());
    ask("get an attempt", one -> app(one) + "/msg/" + one.message() + "/attempt/" + one.attempt());
  }

  private void lists() {
    ask("messages of an application", one -> app(one) + "/msg");
    ask("… before a moment", one -> app(one) + "/msg?before=" + one.acceptedAt());
    ask("… with iterator", one -> app(one) + "/msg?iterator=" + place(one));
    ask("… backwards", one -> app(one) + "/msg?iterator=-" + place(one));
    ask("… of a type", one -> app(one) + "/msg?event_types=" + one.type());
    ask("… of a rare type", one -> app(one) + "/msg?event_types=" + LogDay.RARE_TYPE);
    ask("… of two types", one -> app(one) + "/msg?event_types=order.event_1," + one.type());
    ask("… with a tag", one -> app(one) + "/msg?tag=vip");
    ask("… with a channel", one -> app(one) + "/msg?channel=client_7");
    ask("… within an hour", one -> app(one) + "/msg" + hour(one));
    ask("attempts of a message", one -> app(one) + "/attempt/msg/" + one.message());
    ask("destinations of a message", one -> app(one) + "/msg/" + one.message() + "/endpoint");
    for (String filter :
        List.of(
            "",
            "?status=2",
            "?status=0",
            "?status_code_class=500",
            "?event_types=order.event_3",
            "?event_types=" + LogDay.RARE_TYPE,
            "?channel=client_7",
            "?with_msg=true")) {
      ask(ATTEMPTS_OF + filter, one -> attempts(one) + filter);
    }
    ask(ATTEMPTS_OF + " before a moment", one -> attempts(one) + "?before=" + one.acceptedAt());
    ask(ATTEMPTS_OF + " with iterator", one -> attempts(one) + "?iterator=" + one.attempt());
    for (String filter :
        List.of(
            "",
            "?status=0",
            "?status=1",
            "?status=2",
            "?status=4",
            "?event_types=order.event_3",
            "?event_types=" + LogDay.RARE_TYPE,
            "?tag=vip&status=4")) {
      ask(MESSAGES_TO + filter, one -> endpoint(one) + "/msg" + filter);
    }
    ask(MESSAGES_TO + " with iterator", one -> endpoint(one) + "/msg?iterator=" + place(one));
  }

  private void searches() {
    find("customer id", one -> "attribute.customer=" + one.customerId());
    find("e-mail", one -> "attribute.email=" + one.email());
    find("object id", one -> "attribute.object=" + one.object());
    find("a value in any attribute", one -> "value=" + one.object());
    find("a value that is not there", one -> "value=" + one.object() + "x");
    find("event id", one -> "event_id=" + one.event());
    find("message id", one -> "message_id=" + one.message());
    find("message id with attempts", one -> "with_attempts=true&message_id=" + one.message());
    find("customer id, failed", one -> "status=2&attribute.customer=" + one.customerId());
    find(
        "customer id of an application",
        one -> "app_id=" + one.customer().uid() + "&attribute.customer=" + one.customerId());
    find(
        "customer id and type",
        one -> "event_types=" + one.type() + "&attribute.customer=" + one.customerId());
    find("newest", one -> "");
    find("newest with attempts", one -> "with_attempts=true");
    find("before a moment", one -> "before=" + one.acceptedAt());
    find("with iterator", one -> "iterator=" + place(one) + "." + one.endpoint());
    find("within an hour, failed", one -> hour(one).substring(1) + "&status=2");
    find("type", one -> "event_types=" + one.type());
    find("rare type", one -> "event_types=" + LogDay.RARE_TYPE);
    find("rare type, failed", one -> "status=2&event_types=" + LogDay.RARE_TYPE);
    find("type that is not there", one -> "event_types=order.nothing");
    for (int status : new int[] {0, 1, 2, 4}) {
      find("status " + status, one -> "status=" + status);
      find(
          "status " + status + " of an application",
          one -> "app_id=" + one.customer().uid() + "&status=" + status);
      find(
          "status " + status + " of an endpoint",
          one -> "endpoint_id=" + one.endpoint() + "&status=" + status);
    }
    find("application", one -> "app_id=" + one.customer().uid());
    find("endpoint", one -> "endpoint_id=" + one.endpoint());
    find("failure", one -> "failure=status");
    find("tag", one -> "tag=vip");
    ask("undelivered, a day", one -> "/api/v1/undelivered");
    ask(
        "undelivered of an application, a day",
        one -> "/api/v1/undelivered?app_id=" + one.customer().uid());
  }

  private void find(String what, Function<LogSample, String> query) {
    ask(FIND + what, one -> "/api/v1/delivery?" + query.apply(one));
  }

  private void ask(String what, Function<LogSample, String> path) {
    questions.put(what, path);
  }

  private static String app(LogSample one) {
    return "/api/v1/app/" + one.customer().uid();
  }

  private static String endpoint(LogSample one) {
    return app(one) + "/endpoint/" + one.endpoint();
  }

  private static String attempts(LogSample one) {
    return app(one) + "/attempt/endpoint/" + one.endpoint();
  }

  private static String place(LogSample one) {
    return one.message() + "." + one.acceptedAt().toEpochMilli();
  }

  private static String hour(LogSample one) {
    Instant begin = one.acceptedAt();
    return "?after=" + encoded(begin) + "&before=" + encoded(begin.plus(Duration.ofHours(1)));
  }

  private static String encoded(Instant moment) {
    return URLEncoder.encode(moment.toString(), StandardCharsets.UTF_8);
  }
}
