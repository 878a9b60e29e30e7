package io.hooklane.subscription.endpoint;

import io.hooklane.egress.Target;
import io.hooklane.subscription.alert.PlainText;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.attribute.Uid;
import org.jspecify.annotations.Nullable;

/**
 * What operators read of an endpoint that Hooklane disabled. Of the URL it says the host alone: the
 * rest may be secret.
 *
 * @param environment its name
 */
record DisabledAlert(
    String environment, Application application, Endpoint endpoint, DisabledReason reason) {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DETAIL = 1_000;

  /** One line. */
  String subject() {
    return "Hooklane disabled an endpoint of " + name();
  }

  /** Plain text. */
  String text() {
    return """
        Hooklane disabled an endpoint, and sends nothing to it until it is enabled again.

        Environment: %s
        Application: %s (%s)
        Endpoint:    %s
        Host:        %s
        Reason:      %s (%s)
        Noticed:     %s

        What to do: %s
        Then enable the endpoint again (disabled: false). What failed in the meantime can be
        sent with the operations "recover" and "replay-missing" of the endpoint.
        """
        .formatted(
            line(environment),
            name(),
            ids(application.id().value(), application.settings().uid()),
            ids(endpoint.id().value(), endpoint.settings().uid()),
            host(),
            PlainText.line(reason.detail(), LONGEST_DETAIL),
            reason.verdict().wireName(),
            reason.at(),
            advice());
  }

  private String advice() {
    return switch (reason.verdict()) {
      case GONE -> "ask the receiver's owner for the URL to use now: this one says it is gone.";
      case REFUSED -> "ask the receiver's owner why it asked not to be sent anything more.";
      case STUCK ->
          "find out why the receiver does not take its next message: none follows before it.";
      case FAILING -> "find out with the receiver's owner why nothing could be delivered.";
    };
  }

  private String name() {
    return line(application.settings().name());
  }

  private String host() {
    try {
      return line(Target.parse(endpoint.settings().url().text()).host());
    } catch (IllegalArgumentException e) {
      // An earlier release may have taken what this one would not.
      return "unknown";
    }
  }

  private static String ids(String id, @Nullable Uid uid) {
    return uid == null ? id : id + ", " + uid.value();
  }

  private static String line(String text) {
    return PlainText.line(text, LONGEST_NAME);
  }
}
