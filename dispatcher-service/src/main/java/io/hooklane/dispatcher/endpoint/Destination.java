package io.hooklane.dispatcher.endpoint;

import io.hooklane.egress.Target;

/** Where an endpoint's deliveries go. */
public sealed interface Destination {

  /** The URL as it is configured. */
  String url();

  /** A URL that can be sent to. */
  record Usable(Target target) implements Destination {

    @Override
    public String url() {
      return target.url();
    }
  }

  /**
   * A URL that cannot.
   *
   * @param reason a sentence for people
   */
  record Unusable(String url, String reason) implements Destination {}

  /** Parses a URL. */
  static Destination of(String url) {
    try {
      return new Usable(Target.parse(url));
    } catch (IllegalArgumentException e) {
      return new Unusable(url, String.valueOf(e.getMessage()));
    }
  }
}
