package io.hooklane.subscription.sending;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests to an endpoint authenticate with. No text form of it holds a secret. */
public sealed interface Authentication {

  /** The name of its kind. */
  String type();

  /** All of it, as it is sealed, but for its kind. */
  Map<String, String> fields();

  /**
   * A user's name and password (RFC 7617).
   *
   * @param username without a colon
   */
  record Basic(String username, String password) implements Authentication {

    static final String TYPE = "basic";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, String> fields() {
      return Map.of("username", username, "password", password);
    }

    @Override
    public String toString() {
      return TYPE;
    }
  }

  /** A bearer token (RFC 6750). */
  record Bearer(String token) implements Authentication {

    static final String TYPE = "bearer";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, String> fields() {
      return Map.of("token", token);
    }

    @Override
    public String toString() {
      return TYPE;
    }
  }

  /**
   * A bearer token that is fetched with the client's credentials (RFC 6749, section 4.4).
   *
   * @param clientAuthentication {@code basic} or {@code body}
   * @param scope separated by spaces
   */
  record OAuth2(
      String tokenUrl,
      String clientId,
      String clientSecret,
      String clientAuthentication,
      @Nullable String scope,
      @Nullable String audience)
      implements Authentication {

    static final String TYPE = "oauth2";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, String> fields() {
      Map<String, String> fields = new HashMap<>();
      fields.put("tokenUrl", tokenUrl);
      fields.put("clientId", clientId);
      fields.put("clientSecret", clientSecret);
      fields.put("clientAuthentication", clientAuthentication);
      if (scope != null) {
        fields.put("scope", scope);
      }
      if (audience != null) {
        fields.put("audience", audience);
      }
      return fields;
    }

    @Override
    public String toString() {
      return TYPE;
    }
  }

  /** All of it, as it is sealed. */
  default Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>(fields());
    texts.put("type", type());
    return texts;
  }

  /** As it was sealed. */
  static Authentication of(Map<String, String> texts) {
    return switch (texts.getOrDefault("type", "")) {
      case Basic.TYPE -> new Basic(required(texts, "username"), required(texts, "password"));
      case Bearer.TYPE -> new Bearer(required(texts, "token"));
      case OAuth2.TYPE ->
          new OAuth2(
              required(texts, "tokenUrl"),
              required(texts, "clientId"),
              required(texts, "clientSecret"),
              required(texts, "clientAuthentication"),
              texts.get("scope"),
              texts.get("audience"));
      default -> throw new IllegalStateException("An authentication of an unknown type");
    };
  }

  private static String required(Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalStateException("An authentication without its " + name);
    }
    return text;
  }
}
