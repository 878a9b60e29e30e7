package io.hooklane.dispatcher.sending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How attempts are made. */
@ConfigMapping(prefix = "hooklane.sending")
public interface SendingConfig {

  /** Threads that send, 1 or more; as many as there are processors if not given. */
  OptionalInt eventLoops();

  /** How long an attempt may take, from looking up the name to the response's last byte. */
  @WithDefault("15s")
  Duration deadline();

  /** How long a connection may take to be made, and a TLS handshake after that. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** How long after the request a response may take to begin. */
  @WithDefault("10s")
  Duration headerDeadline();

  /** How long fetching an access token may take; shorter than an attempt, of which it is a part. */
  @WithDefault("5s")
  Duration tokenDeadline();

  /** How many endpoints' access tokens each event loop keeps. */
  @WithDefault("10000")
  int accessTokens();

  /** How long a receiver that asks with {@code Retry-After} is left alone at most. */
  @WithDefault("24h")
  Duration longestRetryAfter();

  /** How long an idle connection is kept for the next attempt, whatever its receiver asks for. */
  @WithDefault("20s")
  Duration keepAlive();

  /**
   * How many idle connections each event loop keeps; those that were not used for longest are
   * closed for others.
   */
  @WithDefault("1000")
  int idleConnections();

  /**
   * How many sets of connections each event loop keeps for endpoints with certificates, authorities
   * or a protocol of their own; more while more are in use.
   */
  @WithDefault("256")
  int specialClients();

  /** What is kept of a response's body, in bytes; the rest is not read. At most 20,000. */
  @WithDefault("20000")
  int responseLimit();

  /** What a request names as its sender. */
  @WithDefault("Hooklane/${quarkus.application.version:unknown}")
  String userAgent();
}
