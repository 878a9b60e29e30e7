package io.hooklane.subscription.idempotency;

import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** The call of a resource method, to be made as often as its transaction has to be tried. */
final class Invocation {

  private final InvocationContext context;

  Invocation(InvocationContext context) {
    this.context = context;
  }

  /** Whether it answers with a body. */
  boolean returnsNothing() {
    return context.getMethod().getReturnType() == void.class;
  }

  @Nullable Object proceed() {
    try {
      return context.proceed();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Resource methods throw no checked exceptions", e);
    }
  }
}
