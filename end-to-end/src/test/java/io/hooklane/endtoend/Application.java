package io.hooklane.endtoend;

import java.util.UUID;

/** One customer, made for one test. */
final class Application {

  private final Hooklane hooklane;
  private final Api api;
  private final String id;

  private Application(Hooklane hooklane, Api api, String id) {
    this.hooklane = hooklane;
    this.api = api;
    this.id = id;
  }

  static Application create(Hooklane hooklane, Api api) {
    String name = "e2e-" + UUID.randomUUID();
    Answer answer = api.post("/api/v1/app", Json.object("name", name, "uid", name)).expect(201);
    return new Application(hooklane, api, answer.json().path("id").asText());
  }

  String id() {
    return id;
  }

  /** Its path in the API. */
  String path() {
    return "/api/v1/app/" + id;
  }

  /** The API with a key of its environment. */
  Api api() {
    return api;
  }

  /** An endpoint to be made. */
  EndpointRequest anEndpoint() {
    return new EndpointRequest(hooklane, this);
  }

  /** Publishes by REST and gives the message's id. */
  String publish(Event event) {
    return tryToPublish(event).expect(202).json().path("id").asText();
  }

  /** Publishes by REST and gives the answer, whatever it is. */
  Answer tryToPublish(Event event) {
    return api.postBytes(path() + "/msg", event.asRestBody());
  }

  /** What was recorded of its messages. */
  DeliveryLog log() {
    return new DeliveryLog(this);
  }
}
