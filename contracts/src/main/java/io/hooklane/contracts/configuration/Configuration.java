package io.hooklane.contracts.configuration;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of the configuration log: the whole present state of one thing. A later record of the
 * same key replaces it; a tombstone removes it. Readers ignore fields and kinds that they do not
 * know.
 */
public sealed interface Configuration {

  /** The record's key. */
  ConfigurationKey key();

  /** What an environment is for. */
  enum EnvironmentKind {
    LIVE,
    TEST
  }

  /**
   * A separate world of one company.
   *
   * @param webhooksEnabled whether webhooks are switched on for it
   * @param retrySchedule the waits of endpoints without a schedule of their own; null for the
   *     default
   * @param retention how long the delivery log keeps what it records; null for the default
   * @param searchAttributes what messages are found by: JSON pointers (RFC 6901) into payloads, by
   *     name, at most 16
   */
  record Environment(
      EnvironmentId id,
      String name,
      EnvironmentKind kind,
      boolean webhooksEnabled,
      @Nullable List<Duration> retrySchedule,
      @Nullable Duration retention,
      Map<String, String> searchAttributes)
      implements Configuration {

    public Environment {
      searchAttributes = searchAttributes == null ? Map.of() : Map.copyOf(searchAttributes);
      retrySchedule = retrySchedule == null ? null : List.copyOf(retrySchedule);
    }

    @Override
    public ConfigurationKey key() {
      return new ConfigurationKey(ConfigurationKey.Kind.ENVIRONMENT, id.value());
    }
  }

  /**
   * One customer of the company.
   *
   * @param uid the company's own name for it, unique in its environment
   * @param throttleRate messages per second to each of its endpoints; null for no bound
   */
  record Application(
      ApplicationId id,
      EnvironmentId environment,
      @Nullable String uid,
      String name,
      @Nullable Integer throttleRate)
      implements Configuration {

    /** The uid of the application that is told of what happens in its environment. */
    public static final String OPERATIONAL_UID = "hooklane.operational";

    /** Whether it is Hooklane's own, whose endpoints are told of what happens to the others. */
    public boolean operational() {
      return OPERATIONAL_UID.equals(uid);
    }

    @Override
    public ConfigurationKey key() {
      return new ConfigurationKey(ConfigurationKey.Kind.APPLICATION, id.value());
    }
  }

  /**
   * A target of an application.
   *
   * @param uid the company's own name for it, unique in its application
   * @param url where deliveries are sent, absolute, http or https
   * @param eventTypes exact names, groups ({@code order.*}) or several joined by {@code |}; empty
   *     for all
   * @param channels at most 10; empty for all messages
   * @param secrets newest first, at least one; the first signs, the others too until they expire
   * @param throttleRate messages per second; null for no bound of its own
   * @param retrySchedule the waits after the first, second … failed attempt; null for its
   *     environment's
   * @param description for people
   * @param activeFrom from when on it takes messages; null for ever since
   * @param sealedHeaders headers to send besides Hooklane's own: a JSON object of texts by name as
   *     UTF-8, sealed with the master key for the endpoint's id and {@code /headers}; null for none
   * @param createdAt null when it was published by an earlier release
   * @param updatedAt null when it was published by an earlier release
   * @param sending how deliveries are sent to it
   */
  record Endpoint(
      EndpointId id,
      EnvironmentId environment,
      ApplicationId application,
      @Nullable String uid,
      String url,
      boolean disabled,
      List<String> eventTypes,
      List<String> channels,
      List<Secret> secrets,
      @Nullable Integer throttleRate,
      @Nullable List<Duration> retrySchedule,
      String description,
      @Nullable Instant activeFrom,
      @Nullable String sealedHeaders,
      @Nullable Instant createdAt,
      @Nullable Instant updatedAt,
      Sending sending)
      implements Configuration {

    public Endpoint {
      sending = sending == null ? Sending.STANDARD : sending;
      description = description == null ? "" : description;
      eventTypes = eventTypes == null ? List.of() : List.copyOf(eventTypes);
      channels = channels == null ? List.of() : List.copyOf(channels);
      secrets = secrets == null ? List.of() : List.copyOf(secrets);
      retrySchedule = retrySchedule == null ? null : List.copyOf(retrySchedule);
    }

    @Override
    public ConfigurationKey key() {
      return new ConfigurationKey(ConfigurationKey.Kind.ENDPOINT, id.value());
    }
  }

  /**
   * How deliveries are sent to an endpoint, where that is not as usual.
   *
   * @param ordering null when its messages need not keep their order
   * @param signature how requests are signed
   * @param httpVersion the newest that requests may use
   * @param sealedAuthentication what requests authenticate with, as a JSON object in UTF-8, sealed
   *     with the master key for the endpoint's id and {@code /authentication}; its {@code type} is
   *     {@code basic} (with {@code username}, {@code password}), {@code bearer} ({@code token}) or
   *     {@code oauth2} ({@code tokenUrl}, {@code clientId}, {@code clientSecret}, {@code
   *     clientAuthentication} which is {@code basic} or {@code body}, and perhaps {@code scope},
   *     {@code audience}); null for none
   * @param sealedClientCertificate for mutual TLS, as a JSON object in UTF-8, sealed with the
   *     master key for the endpoint's id and {@code /client-certificate}: {@code certificate} (a
   *     PEM chain, its own first) and {@code privateKey} (PEM, PKCS #8); null for none
   * @param caCertificates PEM certificates, the only ones that the receiver's may be signed by;
   *     null for the platform's
   */
  record Sending(
      @Nullable Ordering ordering,
      Signature signature,
      HttpVersion httpVersion,
      @Nullable String sealedAuthentication,
      @Nullable String sealedClientCertificate,
      @Nullable String caCertificates) {

    /** As usual. */
    public static final Sending STANDARD =
        new Sending(null, Signature.STANDARD, HttpVersion.HTTP_1_1, null, null, null);

    public Sending {
      signature = signature == null ? Signature.STANDARD : signature;
      httpVersion = httpVersion == null ? HttpVersion.HTTP_1_1 : httpVersion;
    }
  }

  /** A version of HTTP. */
  enum HttpVersion {
    HTTP_1_1,
    /** Where the receiver takes it too (RFC 7301); else HTTP/1.1. */
    HTTP_2
  }

  /**
   * Messages reach the endpoint one after another, in the order in which they were accepted.
   *
   * @param maximumAge how long after its acceptance a message is tried, if longer than once
   * @param whenTooOld what happens then
   */
  record Ordering(Duration maximumAge, WhenTooOld whenTooOld) {}

  /** What happens when an ordered endpoint's next message is too old. */
  enum WhenTooOld {
    /** It failed, and the next one follows. */
    SKIP,
    /** The endpoint is disabled, which cancels it and all that follow. */
    DISABLE
  }

  /**
   * How requests to an endpoint are signed.
   *
   * @param header the name of the header that carries a {@link SignatureStyle#TIMESTAMPED_HEX}
   *     signature; null with the other styles
   */
  record Signature(SignatureStyle style, @Nullable String header) {

    /** As Standard Webhooks asks for. */
    public static final Signature STANDARD = new Signature(SignatureStyle.STANDARD, null);
  }

  /** What a signature looks like. */
  enum SignatureStyle {
    /** Headers {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}. */
    STANDARD,
    /** Those, and the same under the names {@code svix-…}. */
    SVIX_NAMES,
    /** {@code ts=<seconds>,sig=<hex HMAC-SHA256 of ts.body>}, one {@code sig} for each secret. */
    TIMESTAMPED_HEX
  }

  /**
   * A signing secret, encrypted.
   *
   * @param sealed the secret's text form ({@code whsec_…}, {@code whsk_…}) as UTF-8, sealed with
   *     the master key for the endpoint's id
   * @param expiresAt until when it still signs after a rotation; null while it is the current one
   */
  record Secret(String sealed, @Nullable Instant expiresAt) {}

  /** An entry of an environment's catalog. */
  record EventType(EnvironmentId environment, String name, boolean archived)
      implements Configuration {

    @Override
    public ConfigurationKey key() {
      return new ConfigurationKey(
          ConfigurationKey.Kind.EVENT_TYPE, environment.value() + "/" + name);
    }
  }

  /**
   * A key that opens the API: an environment's, an operator's, or the token of one application's
   * portal.
   *
   * @param environment the one that it opens; null for an operator's key, which opens all
   * @param application the only one that it opens; null for all of the environment
   * @param hash SHA-256 of the key's text, hexadecimal, lower case
   * @param scopes of {@code read publish manage operate}; empty for a portal's token
   * @param capabilities what a portal's token allows, by the names that the API has for them
   * @param featureFlags whose event types a portal's token shows; null for no such bound
   * @param expiresAt null for never
   */
  record Key(
      KeyId id,
      @Nullable EnvironmentId environment,
      @Nullable ApplicationId application,
      String name,
      String hash,
      List<String> scopes,
      List<String> capabilities,
      @Nullable List<String> featureFlags,
      @Nullable Instant expiresAt)
      implements Configuration {

    public Key {
      scopes = scopes == null ? List.of() : List.copyOf(scopes);
      capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
      featureFlags = featureFlags == null ? null : List.copyOf(featureFlags);
    }

    @Override
    public ConfigurationKey key() {
      return new ConfigurationKey(ConfigurationKey.Kind.KEY, id.value());
    }
  }
}
