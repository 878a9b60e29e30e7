package io.hooklane.dispatcher.transport;

import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import org.jspecify.annotations.Nullable;

/**
 * What connections must be set up with. Endpoints of equal manners share a client; what makes two
 * customers' connections differ belongs here.
 *
 * @param version the newest that is offered
 * @param certificate what we show; null for none
 * @param authorities the only ones that we trust; null for the platform's
 */
public record Manner(
    HttpVersion version,
    @Nullable ClientCertificate certificate,
    @Nullable Authorities authorities) {

  /** Nothing special: HTTP/1.1, the platform's authorities, no certificate of our own. */
  public static final Manner USUAL = new Manner(HttpVersion.HTTP_1_1, null, null);

  /** How many requests share a connection of HTTP/2, if the receiver allows as many. */
  private static final int STREAMS = 100;

  /**
   * Sets what it asks for.
   *
   * @param options with the most connections to one host, and the longest headers
   */
  public HttpClientOptions applyTo(HttpClientOptions options) {
    if (certificate != null) {
      options.setKeyCertOptions(certificate.options());
    }
    if (authorities != null) {
      options.setTrustOptions(authorities.options());
    }
    return switch (version) {
      case HTTP_1_1 -> options;
      case HTTP_2 ->
          options
              .setProtocolVersion(io.vertx.core.http.HttpVersion.HTTP_2)
              .setUseAlpn(true)
              .setHttp2MultiplexingLimit(STREAMS)
              .setHttp2MaxPoolSize(Math.ceilDiv(options.getMaxPoolSize(), STREAMS))
              .setHttp2KeepAliveTimeout(options.getKeepAliveTimeout())
              .setInitialSettings(
                  new Http2Settings()
                      .setPushEnabled(false)
                      .setMaxHeaderListSize(options.getMaxHeaderSize()));
    };
  }
}
