package io.hooklane.ingest.source;

import io.hooklane.ingest.rejection.Rejection;

/** Ends the reading of one record; caught where the record is then rejected. */
final class RejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  RejectedException(Rejection.Code code, String reason) {
    super(reason, null, false, false);
    this.rejection = new Rejection(code, reason);
  }

  Rejection rejection() {
    return rejection;
  }
}
