package io.hooklane.gateway.forwarding;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way through: counted, and ended with an error at the byte that is too
 * much, so that a body whose length was not announced cannot be larger than one whose was.
 */
final class BoundedBody implements ReadStream<Buffer>, Body {

  private final HttpServerRequest request;
  private final long announced;
  private final long limit;
  private long passed;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /**
   * The body of this request.
   *
   * @param announced its length; -1 when it was not announced
   * @param limit bytes that may pass
   */
  BoundedBody(HttpServerRequest request, long announced, long limit) {
    this.request = request;
    this.announced = announced;
    this.limit = limit;
  }

  /** Whether more came than may pass. */
  boolean tooLarge() {
    return passed > limit;
  }

  private void pass(Buffer buffer) {
    if (tooLarge()) {
      return;
    }
    passed += buffer.length();
    if (!tooLarge()) {
      if (handler != null) {
        handler.handle(buffer);
      }
    } else if (exceptionHandler != null) {
      exceptionHandler.handle(new BodyTooLargeException());
    }
  }

  @Override
  public long length() {
    return announced;
  }

  @Override
  public ReadStream<Buffer> stream() {
    return this;
  }

  @Override
  public BoundedBody handler(@Nullable Handler<Buffer> handler) {
    this.handler = handler;
    request.handler(handler == null ? null : this::pass);
    return this;
  }

  @Override
  public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    exceptionHandler = handler;
    request.exceptionHandler(handler);
    return this;
  }

  @Override
  public BoundedBody endHandler(@Nullable Handler<Void> handler) {
    request.endHandler(handler);
    return this;
  }

  @Override
  public BoundedBody pause() {
    request.pause();
    return this;
  }

  @Override
  public BoundedBody resume() {
    request.resume();
    return this;
  }

  @Override
  public BoundedBody fetch(long amount) {
    request.fetch(amount);
    return this;
  }

  private static final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
      super("body over the limit", null, false, false);
    }
  }
}
