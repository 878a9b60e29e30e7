package io.hooklane.subscription.endpoint;

import io.hooklane.management.JsonBody;
import io.hooklane.subscription.sending.HeaderRules;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that replaces an endpoint's headers, and how headers are read. */
@Schema(name = "EndpointHeadersIn")
record EndpointHeadersIn(
    @Schema(required = true, maxProperties = EndpointHeaders.MOST) Map<String, String> headers) {

  private static final String FIELD = "headers";
  private static final String DELETE = "deleteHeaders";

  /** Reads a body that gives all headers. */
  static EndpointHeaders read(JsonBody body) {
    Map<String, String> headers = new LinkedHashMap<>();
    JsonBody given = required(body);
    readable(given)
        .forEach(
            (name, value) -> {
              if (value == null) {
                throw given.problem(name, "Give a text; to leave a header out, leave its name out");
              }
              headers.put(name, value);
            });
    return body.read(FIELD, headers, EndpointHeaders::of);
  }

  /** Reads the headers of an endpoint's body; null when they are not given. */
  static @Nullable EndpointHeaders readOptional(JsonBody endpoint) {
    if (!endpoint.has(FIELD)) {
      return null;
    }
    return endpoint.nullableObject(FIELD) == null ? EndpointHeaders.NONE : read(endpoint);
  }

  /** Reads a body that gives some headers, of which null removes one, and names of others to go. */
  static EndpointHeaders patch(JsonBody body, EndpointHeaders present) {
    Map<String, @Nullable String> gone = new LinkedHashMap<>();
    for (String name : body.texts(DELETE, EndpointHeaders.MOST, HeaderRules.LONGEST)) {
      gone.put(name, null);
    }
    return body.read(FIELD, readable(required(body)), present.with(gone)::with);
  }

  private static JsonBody required(JsonBody body) {
    JsonBody given = body.nullableObject(FIELD);
    if (given == null) {
      throw body.problem(FIELD, "Give an object of texts");
    }
    return given;
  }

  private static Map<String, @Nullable String> readable(JsonBody given) {
    Map<String, @Nullable String> headers = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String name : given.names()) {
      String value = given.nullableText(name, HeaderRules.LONGEST, null);
      given.read(name, value == null ? "" : value, it -> check(name, it));
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw given.problem(name, "This header is there twice: case does not tell names apart");
      }
      headers.put(name, value);
    }
    return headers;
  }

  private static String check(String name, String value) {
    HeaderRules.check(name, value);
    return value;
  }
}
