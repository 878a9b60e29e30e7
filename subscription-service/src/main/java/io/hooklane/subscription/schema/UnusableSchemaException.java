package io.hooklane.subscription.schema;

import java.util.List;

/** What was given as a JSON Schema cannot be used as one. */
public final class UnusableSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Misfit misfit;

  UnusableSchemaException(List<String> place, String why) {
    super(why, null, false, false);
    this.misfit = new Misfit(place, why);
  }

  /** Where in the schema, and why. */
  public Misfit misfit() {
    return misfit;
  }
}
