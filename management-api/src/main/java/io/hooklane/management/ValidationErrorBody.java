package io.hooklane.management;

import java.util.List;

/** The body of a 422: each thing that is wrong, with where it stands. */
public record ValidationErrorBody(List<Item> detail) {

  /**
   * One thing that is wrong.
   *
   * @param loc where: {@code ["body", "url"]}, {@code ["query", "limit"]}
   * @param msg why, for people
   * @param type for programs, {@code value_error…}
   */
  public record Item(List<String> loc, String msg, String type) {}
}
