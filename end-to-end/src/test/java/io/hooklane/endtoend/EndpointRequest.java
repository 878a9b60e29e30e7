package io.hooklane.endtoend;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint that is about to be made: all types and all channels unless it says otherwise. */
final class EndpointRequest {

  private final Hooklane hooklane;
  private final Application application;
  private final Map<String, @Nullable Object> body = Json.object("description", "end to end");

  EndpointRequest(Hooklane hooklane, Application application) {
    this.hooklane = hooklane;
    this.application = application;
  }

  EndpointRequest at(Inbox inbox) {
    return at(inbox.url());
  }

  EndpointRequest at(String url) {
    return with("url", url);
  }

  /** Exact types, which are put into the catalog, or groups. */
  EndpointRequest forTypes(String... types) {
    hooklane.registers(List.of(types));
    return with("eventTypes", List.of(types));
  }

  EndpointRequest onChannels(String... channels) {
    return with("channels", List.of(channels));
  }

  EndpointRequest with(String field, Object value) {
    body.put(field, value);
    return this;
  }

  /** Makes it; it is in force from then on. */
  Endpoint created() {
    return new Endpoint(application, attempted().expect(201).json());
  }

  /** Tries to make it and gives the answer, whatever it is. */
  Answer attempted() {
    return application.api().post(application.path() + "/endpoint", body);
  }
}
