package io.hooklane.subscription.transfer;

/** What an export writes and an import reads. */
final class Documents {

  /** The version of the document's form. */
  static final int VERSION = 1;

  static final String EVENT_TYPES = "eventTypes";
  static final String APPLICATIONS = "applications";
  static final String ENDPOINTS = "endpoints";
  static final String SETTINGS = "settings";

  /** Of one application. */
  static final int MOST_ENDPOINTS = 5_000;

  private Documents() {}
}
