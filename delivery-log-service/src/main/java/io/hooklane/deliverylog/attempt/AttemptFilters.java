package io.hooklane.deliverylog.attempt;

import io.hooklane.deliverylog.listing.ListFilters;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.ValidationException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lists of attempts are narrowed by, and how much of each is shown.
 *
 * @param statusCodeClass the response's status class, 100 … 500; 0 for attempts without a response;
 *     null for all
 * @param withContent whether response bodies are shown
 * @param withMessage whether each shows its message
 */
record AttemptFilters(
    ListFilters common,
    Optional<MessageStatus> status,
    @Nullable Integer statusCodeClass,
    boolean withContent,
    boolean withMessage) {

  private static final Set<Integer> CLASSES = Set.of(0, 100, 200, 300, 400, 500);

  /**
   * Those that the request names.
   *
   * @throws ValidationException when one cannot be read
   */
  static AttemptFilters of(QueryParameters parameters) {
    Integer statusCodeClass = parameters.number("status_code_class");
    if (statusCodeClass != null && !CLASSES.contains(statusCodeClass)) {
      throw ValidationException.query("status_code_class", "0, 100, 200, 300, 400 or 500");
    }
    return new AttemptFilters(
        ListFilters.of(parameters),
        MessageStatus.filter(parameters),
        statusCodeClass,
        parameters.flag("with_content", true),
        parameters.flag("with_msg", false));
  }
}
