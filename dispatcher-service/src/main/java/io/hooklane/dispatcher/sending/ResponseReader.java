package io.hooklane.dispatcher.sending;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is kept of one response: its status, its headers and the body's first bytes. */
final class ResponseReader {

  private static final byte[] NOTHING = {};
  private static final int HEADERS_LIMIT = 16 << 10;

  private final int limit;
  private final int status;
  private final String headers;
  private final @Nullable Duration retryAfter;
  private final Wish wish;
  private byte[] body = NOTHING;
  private int length;

  ResponseReader(HttpClientResponse response, int limit, RetryAfter retryAfter, Instant now) {
    this.limit = limit;
    this.status = response.statusCode();
    this.headers = lines(response);
    this.retryAfter = retryAfter.of(status, response.headers().getAll("retry-after"), now);
    this.wish = Wish.of(response.headers().getAll("webhook-delivery"));
  }

  /** Takes a part of the body; false when enough has come and the rest need not be read. */
  boolean take(Buffer part) {
    int fits = Math.min(part.length(), limit - length);
    if (length + fits > body.length) {
      body = Arrays.copyOf(body, Math.min(limit, Math.max(length + fits, 2 * body.length)));
    }
    part.getBytes(0, fits, body, length);
    length += fits;
    return fits == part.length();
  }

  Response response() {
    byte[] kept = length == body.length ? body : Arrays.copyOf(body, length);
    return new Response(status, headers, kept, retryAfter, wish);
  }

  private static String lines(HttpClientResponse response) {
    StringBuilder lines = new StringBuilder(128);
    for (Map.Entry<String, String> header : response.headers()) {
      if (lines.length() + header.getKey().length() + header.getValue().length() > HEADERS_LIMIT) {
        break;
      }
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines
          .append(Harmless.text(header.getKey()))
          .append(": ")
          .append(Harmless.text(header.getValue()));
    }
    return lines.toString();
  }
}
