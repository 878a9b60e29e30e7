package io.hooklane.deliverylog.activity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What live activity may cost. Everything is of one replica. */
@ConfigMapping(prefix = "hooklane.activity")
public interface ActivityConfig {

  /** Streams open at once, 1 or more; who asks for one more gets 503. */
  @WithDefault("500")
  int streams();

  /** Streams open at once of one key or token, 1 or more; who asks for one more gets 429. */
  @WithDefault("200")
  int streamsOfOneCaller();

  /** Events that a stream carries in any second, 1 or more; how many were skipped is told. */
  @WithDefault("50")
  int eventsPerSecond();

  /** How long a stream lasts at most; the caller's word from the gateway mostly ends it sooner. */
  @WithDefault("10m")
  Duration lifetime();

  /** How often a stream carries something at least. */
  @WithDefault("5s")
  Duration heartbeat();

  /** Bytes that a stream may have on their way; while it has more, events are skipped. */
  @WithDefault("262144")
  int bytesUnderWay();

  /** How long a stream may take none of the bytes on their way before it is ended. */
  @WithDefault("10s")
  Duration stall();

  /** Past events that are kept for who comes back, of all environments together, 1 or more. */
  @WithDefault("20000")
  int history();

  /** Payloads that are kept until their messages are delivered, in bytes. */
  @WithDefault("33554432")
  long payloadBytes();

  /** The longest part of a payload that is shown, in bytes. */
  @WithDefault("65536")
  int payloadLimit();

  /** How long the topics are followed after the last stream ended, so that it can be resumed. */
  @WithDefault("1m")
  Duration linger();

  /** How long a caller waits at most until the topics are followed. */
  @WithDefault("8s")
  Duration startWait();
}
