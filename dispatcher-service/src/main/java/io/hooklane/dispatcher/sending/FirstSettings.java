package io.hooklane.dispatcher.sending;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * What a receiver of HTTP/2 says first (RFC 9113, section 3.4). Until then no request can be sent,
 * and the client would wait for it for ever, with one of the few connections that a host may have.
 */
final class FirstSettings {

  /** From the end of the TLS handshake. */
  private static final long PATIENCE_SECONDS = 5;

  private FirstSettings() {}

  /** Closes the connection if they do not come in time; nothing for HTTP/1.1. */
  static void expect(Channel channel, SslHandler tls) {
    if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      channel
          .eventLoop()
          .schedule(
              () -> {
                Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
                if (http2 != null && !http2.decoder().prefaceReceived()) {
                  channel.close();
                }
              },
              PATIENCE_SECONDS,
              TimeUnit.SECONDS);
    }
  }
}
