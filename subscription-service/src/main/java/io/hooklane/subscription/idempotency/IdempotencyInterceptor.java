package io.hooklane.subscription.idempotency;

import io.hooklane.management.ApiException;
import io.hooklane.management.Caller;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands before every {@link Idempotent} method. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class IdempotencyInterceptor {

  private static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 256;

  private final IdempotentAnswers answers;
  private final Caller caller;
  private final HttpHeaders headers;
  private final UriInfo uri;
  private final Request request;

  /** Wired by the container. */
  IdempotencyInterceptor(
      IdempotentAnswers answers, Caller caller, HttpHeaders headers, UriInfo uri, Request request) {
    this.answers = answers;
    this.caller = caller;
    this.headers = headers;
    this.uri = uri;
    this.request = request;
  }

  @AroundInvoke
  @Nullable Object once(InvocationContext invocation) throws Exception {
    List<String> keys = headers.getRequestHeader(HEADER);
    if (keys == null || keys.isEmpty()) {
      return invocation.proceed();
    }
    RequestHash hash =
        RequestHash.of(
            caller.subject(),
            request.getMethod(),
            uri.getRequestUri().getRawPath(),
            String.valueOf(uri.getRequestUri().getRawQuery()),
            key(keys));
    return answers.once(hash, new Invocation(invocation));
  }

  private static String key(List<String> keys) {
    String key = keys.getFirst();
    boolean usable =
        keys.size() == 1
            && !key.isEmpty()
            && key.length() <= LONGEST
            && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!usable) {
      throw ApiException.badRequest(
          "The header " + HEADER + ": give it once, 1 to " + LONGEST + " visible ASCII characters");
    }
    return key;
  }
}
