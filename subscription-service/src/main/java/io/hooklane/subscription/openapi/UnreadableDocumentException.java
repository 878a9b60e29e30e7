package io.hooklane.subscription.openapi;

import java.util.List;

/** What was given as an OpenAPI document cannot be read as one. */
public final class UnreadableDocumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> place;

  UnreadableDocumentException(List<String> place, String why) {
    super(why, null, false, false);
    this.place = List.copyOf(place);
  }

  /** Where in the document. */
  public List<String> place() {
    return place;
  }
}
