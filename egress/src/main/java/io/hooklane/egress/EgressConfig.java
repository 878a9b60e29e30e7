package io.hooklane.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where requests to endpoints and to their token servers may go, and how they get there. Public
 * addresses that are not this machine's own always; others only if they are named here. Give the
 * subscription service the same settings as the dispatcher: it refuses URLs by them.
 */
@ConfigMapping(prefix = "hooklane.egress")
public interface EgressConfig {

  /** Whether deliveries may go to this machine itself: 127.0.0.0/8 and ::1. */
  @WithDefault("false")
  boolean allowLoopback();

  /**
   * Ranges that deliveries may go to although they are not public, as CIDR blocks. Link-local,
   * multicast and metadata addresses are opened only by a range of nothing else: {@code
   * 169.254.0.0/16}, not {@code 0.0.0.0/0}.
   */
  Optional<List<String>> allowedRanges();

  /**
   * Hosts that deliveries may go to although their addresses are not public: names, or {@code
   * *.example.com} for all under one. This machine's own addresses are among them; link-local,
   * multicast and metadata addresses stay forbidden. Name only hosts whose DNS you trust.
   */
  Optional<List<String>> allowedHosts();

  /**
   * Ranges that deliveries never go to, as CIDR blocks or addresses. This wins over everything
   * else: public addresses, allowed ranges, allowed hosts, loopback. For public blocks that lead
   * inside, and a NAT64 prefix of your own.
   */
  Optional<List<String>> deniedRanges();

  /** Ports that deliveries may go to: numbers and ranges, {@code 443,8000-8999}. All if none. */
  Optional<List<String>> allowedPorts();

  /** Whether deliveries go to https URLs only, in all environments. */
  @WithDefault("false")
  boolean httpsOnly();

  /** Name servers to ask, as {@code address} or {@code address:port}; the machine's if none. */
  Optional<List<String>> nameServers();

  /** How long one question to a name server may take. */
  @WithDefault("3s")
  Duration resolveTimeout();

  /** How long an answer is kept at most, whatever its time to live. */
  @WithDefault("60s")
  Duration longestCaching();

  /**
   * The proxy that all connections go through: {@code http://user:password@host:port} or {@code
   * socks5://…}. It is asked to connect to an address that was resolved and judged here, and may
   * itself stand in a private network.
   */
  Optional<String> proxy();

  /** What is connected to without the proxy: host names, {@code *.example.com}, CIDR blocks. */
  Optional<List<String>> noProxy();
}
