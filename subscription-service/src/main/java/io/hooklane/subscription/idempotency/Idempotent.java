package io.hooklane.subscription.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that has its effect once for each {@code Idempotency-Key} of a caller, within 12 hours:
 * the repeat gets the first one's answer. Only successes are kept; what comes while the first is
 * under way waits for it.
 *
 * <p>The method returns a {@code RestResponse} or nothing, and its changes are made with {@link
 * io.hooklane.subscription.configlog.ConfigurationChanges}: they commit together with the answer,
 * so that dying at any line leaves both or neither.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
