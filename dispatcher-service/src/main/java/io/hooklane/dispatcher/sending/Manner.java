package io.hooklane.dispatcher.sending;

import io.vertx.core.http.HttpClientOptions;

/**
 * What connections must be set up with. Endpoints of equal manners share a client; what makes two
 * customers' connections differ belongs here.
 */
record Manner() {

  /** Nothing special: HTTP/1.1, the platform's authorities, no certificate of our own. */
  static final Manner USUAL = new Manner();

  /** Sets what it asks for. */
  HttpClientOptions applyTo(HttpClientOptions options) {
    return options;
  }
}
