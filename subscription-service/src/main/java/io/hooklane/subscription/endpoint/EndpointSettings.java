package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.attribute.Metadata;
import io.hooklane.subscription.attribute.RetrySchedule;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.sending.SendingSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set of an endpoint.
 *
 * @param uid the caller's own name for it, unique in its application
 * @param description for people, at most 65,536 characters
 * @param eventTypes null for all
 * @param channels null for all messages
 * @param throttleRate messages per second; null for no bound
 * @param retrySchedule null for the default
 * @param sending how deliveries are sent to it
 */
record EndpointSettings(
    EndpointUrl url,
    @Nullable Uid uid,
    String description,
    boolean disabled,
    @Nullable EventTypeFilter eventTypes,
    @Nullable Channels channels,
    @Nullable Integer throttleRate,
    Metadata metadata,
    @Nullable RetrySchedule retrySchedule,
    SendingSettings sending) {

  static final int LONGEST_DESCRIPTION = 65_536;

  EndpointSettings {
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          "A description has at most " + LONGEST_DESCRIPTION + " characters");
    }
  }

  /** The uid's text, or null. */
  @Nullable String uidText() {
    return uid == null ? null : uid.value();
  }

  /** The same settings, disabled. */
  EndpointSettings turnedOff() {
    return new EndpointSettings(
        url,
        uid,
        description,
        true,
        eventTypes,
        channels,
        throttleRate,
        metadata,
        retrySchedule,
        sending);
  }

  /** The same settings with this uid if they have none. */
  EndpointSettings orUid(@Nullable Uid fallback) {
    return uid != null
        ? this
        : new EndpointSettings(
            url,
            fallback,
            description,
            disabled,
            eventTypes,
            channels,
            throttleRate,
            metadata,
            retrySchedule,
            sending);
  }
}
