package io.hooklane.deliverylog.listing;

import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ValueRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's query parameters, read so that each mistake is answered with the parameter's name.
 */
public final class QueryParameters {

  /** Those that RFC 3339 can write. */
  private static final ValueRange YEARS = ValueRange.of(0, 9999);

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,256}");
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]*]");

  /** What may be written with brackets. */
  private static final Set<String> LISTS = Set.of("event_types");

  private final Map<String, List<String>> values;

  QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Those of this request.
   *
   * @param known all that the operation takes
   * @throws ValidationException when there are others
   */
  public static QueryParameters of(UriInfo request, Set<String> known) {
    return new QueryParameters(request.getQueryParameters()).requireKnown(known);
  }

  /** Those of this request, whatever they are. */
  public static QueryParameters of(UriInfo request) {
    return new QueryParameters(request.getQueryParameters());
  }

  QueryParameters requireKnown(Set<String> known) {
    List<ValidationErrorBody.Item> unknown =
        values.keySet().stream()
            .filter(name -> !known.contains(name) && !isListOf(name, known))
            .sorted()
            .map(
                name ->
                    new ValidationErrorBody.Item(
                        List.of("query", name),
                        "There is no such parameter here; there are "
                            + String.join(", ", new TreeSet<>(known)),
                        "value_error"))
            .toList();
    if (!unknown.isEmpty()) {
      throw new ValidationException(unknown);
    }
    return this;
  }

  private static boolean isListOf(String name, Set<String> known) {
    int index = name.indexOf('[');
    return index > 0
        && LISTS.contains(name.substring(0, index))
        && known.contains(name.substring(0, index))
        && INDEX.matcher(name.substring(index)).matches();
  }

  /**
   * A text of at most so many characters.
   *
   * @throws ValidationException when it is longer, or holds a NUL
   */
  public @Nullable String text(String name, int longest) {
    String text = text(name);
    if (text != null && text.length() > longest) {
      throw ValidationException.query(name, "At most " + longest + " characters");
    }
    if (text != null && text.indexOf('\0') >= 0) {
      throw ValidationException.query(name, "No text that is recorded holds the character NUL");
    }
    return text;
  }

  /** The text, as it came; null when it is absent or empty. */
  public @Nullable String text(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    return given.isEmpty() || given.getFirst().isEmpty() ? null : given.getFirst();
  }

  /**
   * A name such as a channel's.
   *
   * @throws ValidationException when it has other characters than names have
   */
  public @Nullable String name(String name) {
    String text = text(name);
    return text == null ? null : requireName(name, text);
  }

  /**
   * A whole number.
   *
   * @throws ValidationException when it is none
   */
  public @Nullable Integer number(String name) {
    String text = text(name);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw ValidationException.query(name, "Not a whole number");
    }
  }

  /**
   * {@code true} or {@code false}.
   *
   * @throws ValidationException when it is neither
   */
  public boolean flag(String name, boolean otherwise) {
    return switch (text(name)) {
      case null -> otherwise;
      case "true", "1" -> true;
      case "false", "0" -> false;
      case String other -> throw ValidationException.query(name, "Say true or false, not " + other);
    };
  }

  /**
   * A moment (RFC 3339).
   *
   * @throws ValidationException when it is none
   */
  public @Nullable Instant moment(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      // A plus that was not escaped in the URL arrives as a space.
      OffsetDateTime moment = OffsetDateTime.parse(text.replace(' ', '+'));
      if (YEARS.isValidValue(moment.getYear())) {
        return moment.toInstant();
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw ValidationException.query(
        name, "Not a moment; write it as RFC 3339 says, for example 2026-01-31T12:00:00Z");
  }

  /**
   * Names in any of the forms that clients write lists in: {@code n=a,b}, {@code n=a&n=b}, {@code
   * n[]=a&n[]=b}, {@code n[0]=a&n[1]=b}.
   *
   * @throws ValidationException when one has other characters than names have
   */
  public List<String> names(String name) {
    List<String> names = new ArrayList<>();
    values.forEach(
        (key, given) -> {
          if (key.startsWith(name)
              && (key.length() == name.length()
                  || INDEX.matcher(key.substring(name.length())).matches())) {
            given.stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .filter(text -> !text.isEmpty())
                .forEach(text -> names.add(requireName(name, text)));
          }
        });
    return names.stream().distinct().toList();
  }

  private static String requireName(String parameter, String text) {
    if (!NAME.matcher(text).matches()) {
      throw ValidationException.query(
          parameter, "1 to 256 letters, digits, dots, hyphens and underscores");
    }
    return text;
  }
}
