package io.hooklane.dispatcher.authentication;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.authentication.Credentials.ClientCredentials;
import io.hooklane.egress.Target;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of one endpoint, opened when they are first needed and then kept. Safe to share
 * between threads.
 */
public final class EndpointCredentials {

  private static final String CONTEXT_SUFFIX = "/authentication";
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Plain.class);

  private final MasterKey master;
  private final EndpointId endpoint;
  private final @Nullable String sealed;
  private volatile @Nullable Credentials opened;

  /** Nothing is opened yet; null for none. */
  public EndpointCredentials(MasterKey master, EndpointId endpoint, @Nullable String sealed) {
    this.master = master;
    this.endpoint = endpoint;
    this.sealed = sealed;
    this.opened = sealed == null ? Credentials.NONE : null;
  }

  /** What is sealed; it has no text form, since it is secret. */
  private record Plain(
      @Nullable String type,
      @Nullable String username,
      @Nullable String password,
      @Nullable String token,
      @Nullable String tokenUrl,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable String clientAuthentication,
      @Nullable String scope,
      @Nullable String audience) {

    @Override
    public String toString() {
      return "Plain";
    }
  }

  /**
   * The credentials.
   *
   * @throws UnusableCredentialsException when they cannot be opened, or nothing can be done with
   *     them
   */
  public Credentials open() throws UnusableCredentialsException {
    Credentials ready = opened;
    if (ready == null) {
      ready = sealed == null ? Credentials.NONE : credentials(read(sealed));
      opened = ready;
    }
    return ready;
  }

  private Plain read(String text) throws UnusableCredentialsException {
    try {
      Plain plain = JSON.readValue(master.open(endpoint.value() + CONTEXT_SUFFIX, text));
      if (plain != null) {
        return plain;
      }
    } catch (UnopenableException | IOException e) {
      // The cause may hold a secret.
    }
    throw new UnusableCredentialsException("The endpoint's credentials cannot be opened");
  }

  private static Credentials credentials(Plain plain) throws UnusableCredentialsException {
    return switch (given(plain.type(), "type")) {
      case "basic" ->
          Credentials.basic(
              given(plain.username(), "username"), given(plain.password(), "password"));
      case "bearer" -> Credentials.bearer(given(plain.token(), "token"));
      case "oauth2" -> clientCredentials(plain);
      default ->
          throw new UnusableCredentialsException(
              "The endpoint's credentials are of a type that this release does not know");
    };
  }

  private static Credentials clientCredentials(Plain plain) throws UnusableCredentialsException {
    return new ClientCredentials(
        tokenUrl(given(plain.tokenUrl(), "tokenUrl")),
        given(plain.clientId(), "clientId"),
        given(plain.clientSecret(), "clientSecret"),
        "body".equals(plain.clientAuthentication()),
        plain.scope(),
        plain.audience());
  }

  private static Target tokenUrl(String url) throws UnusableCredentialsException {
    try {
      return Target.parse(url);
    } catch (IllegalArgumentException e) {
      throw new UnusableCredentialsException("Token URL: " + e.getMessage());
    }
  }

  private static String given(@Nullable String value, String name)
      throws UnusableCredentialsException {
    if (value == null) {
      throw new UnusableCredentialsException("The endpoint's credentials have no " + name);
    }
    return value;
  }
}
