package io.hooklane.bench.receiver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Where the benchmark tells the receiver what to do and asks what came; JSON over HTTP. */
final class ReceiverControl {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Boolean> DONE = Map.of("done", true);

  private final Receiver receiver;

  private ReceiverControl(Receiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Opens it on loopback.
   *
   * @return the port
   */
  static int open(Receiver receiver) {
    ReceiverControl control = new ReceiverControl(receiver);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/begin", answering(control::begin));
      server.createContext("/tally", answering(control::tally));
      server.createContext("/forget", answering(control::forget));
      server.createContext("/behave", answering(control::behave));
      server.createContext("/arrivals", answering(control::arrivals));
      server.start();
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("The receiver cannot be controlled", e);
    }
  }

  private Object begin(HttpExchange exchange) throws IOException {
    RunPlan plan = JSON.readValue(exchange.getRequestBody(), RunPlan.class);
    return receiver.ask(
        judge -> {
          judge.begin(plan);
          return DONE;
        });
  }

  private Object tally(HttpExchange exchange) throws IOException {
    TallyQuestion question = JSON.readValue(exchange.getRequestBody(), TallyQuestion.class);
    return receiver.ask(judge -> judge.tally(question.run(), question.histogram()));
  }

  private Object forget(HttpExchange exchange) throws IOException {
    TallyQuestion question = JSON.readValue(exchange.getRequestBody(), TallyQuestion.class);
    return receiver.ask(
        judge -> {
          judge.forget(question.run());
          return DONE;
        });
  }

  private Object behave(HttpExchange exchange) throws IOException {
    BehaviourOrder order = JSON.readValue(exchange.getRequestBody(), BehaviourOrder.class);
    return receiver.ask(
        judge -> {
          judge.behave(order.from(), order.to(), order.behaviour());
          return DONE;
        });
  }

  private Object arrivals(HttpExchange exchange) {
    return receiver.ask(Judge::takeArrivals);
  }

  private static HttpHandler answering(Action action) {
    return exchange -> {
      try (exchange) {
        byte[] answer;
        int status = 200;
        try {
          answer = JSON.writeValueAsBytes(action.apply(exchange));
        } catch (RuntimeException | IOException e) {
          status = 400;
          answer = JSON.writeValueAsBytes(Map.of("problem", String.valueOf(e)));
        }
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
      }
    };
  }

  private interface Action {
    Object apply(HttpExchange exchange) throws IOException;
  }
}
