package io.hooklane.dispatcher.sending;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import org.jspecify.annotations.Nullable;

/**
 * What we remember of the headers that we have sent on a connection of HTTP/2 (RFC 7541, section
 * 2.3.2). A receiver may permit as much as 4 GiB (RFC 9113, section 6.5.2,
 * SETTINGS_HEADER_TABLE_SIZE); each header of each request is looked for in it.
 */
final class HeaderTable {

  /** What a receiver permits that says nothing, in bytes. */
  private static final long LARGEST = 4_096;

  private final Http2HeadersEncoder.Configuration headers;

  private HeaderTable(Http2HeadersEncoder.Configuration headers) {
    this.headers = headers;
  }

  /** That of a connection; null for HTTP/1.1. */
  static @Nullable HeaderTable of(Channel channel) {
    Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
    return http2 == null
        ? null
        : new HeaderTable(http2.encoder().configuration().headersConfiguration());
  }

  /** To be called before each request: the receiver may have permitted more since the last. */
  void bound() {
    if (headers.maxHeaderTableSize() > LARGEST) {
      try {
        headers.maxHeaderTableSize(LARGEST);
      } catch (Http2Exception e) {
        throw new IllegalStateException("A table may have any size below what is permitted", e);
      }
    }
  }
}
