package io.hooklane.subscription.sending;

import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.Signature;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries are sent to an endpoint, of what is set with the endpoint itself.
 *
 * @param ordering null when its messages need not keep their order
 */
public record SendingSettings(
    @Nullable Ordering ordering, Signature signature, HttpVersion httpVersion) {

  /** As usual. */
  public static final SendingSettings STANDARD =
      new SendingSettings(null, Signature.STANDARD, HttpVersion.HTTP_1_1);
}
