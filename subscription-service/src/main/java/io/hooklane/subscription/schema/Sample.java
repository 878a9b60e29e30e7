package io.hooklane.subscription.schema;

/** A payload as a schema describes it. */
public sealed interface Sample {

  /**
   * One that fits the schema.
   *
   * @param json a JSON object
   */
  record Fitting(String json) implements Sample {}

  /**
   * There is none that could be made.
   *
   * @param why for people
   */
  record None(String why) implements Sample {}
}
