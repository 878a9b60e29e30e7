package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.config.RgxGenOption;
import com.github.curiousoddman.rgxgen.config.RgxGenProperties;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts of a schema's format, pattern and length. */
final class TextSamples {

  private static final String PLAIN = "text";
  private static final LocalDate DAY = LocalDate.of(2026, 1, 2);
  private static final int LONGEST = 10_000;
  private static final int LONGEST_PATTERN = 1_000;

  /** How often what has no upper bound is repeated at most; tried in this order. */
  private static final int[] REPETITIONS = {3, 12, 100};

  private static final int SEEDS = 20;
  private static final int MOST_DRAWS = 20_000;
  private static final long MOST_COUNTED_REPETITIONS = 10_000;
  private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private final int shortest;
  private final int longest;
  private final @Nullable BoundedPattern pattern;
  private final String patternText;

  private TextSamples(JsonNode schema) {
    shortest = bound(schema.path("minLength"), 0);
    longest = bound(schema.path("maxLength"), LONGEST);
    patternText = schema.path("pattern").asText();
    pattern = patternText.isEmpty() ? null : new BoundedPattern(patternText);
  }

  /**
   * A text for this schema.
   *
   * @param variant which of many, 0 for the plainest
   */
  static Optional<String> of(JsonNode schema, int variant) {
    TextSamples samples = new TextSamples(schema);
    if (samples.shortest > Math.min(samples.longest, LONGEST)) {
      return Optional.empty();
    }
    String formatted = ofFormat(schema.path("format").asText(), variant);
    Stream<String> candidates =
        formatted == null
            ? samples.plain(variant)
            : Stream.of(formatted, samples.padded(formatted, "a"), shorter(schema, formatted));
    return Stream.concat(candidates, samples.ofPattern(variant))
        .filter(samples::allowed)
        .findFirst();
  }

  private static int bound(JsonNode bound, int absent) {
    return bound.isNumber() ? (int) Math.min(bound.asLong(), Integer.MAX_VALUE) : absent;
  }

  private boolean allowed(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= shortest && length <= longest && (pattern == null || pattern.matches(text));
  }

  private Stream<String> plain(int variant) {
    String suffix = variant == 0 ? "" : Integer.toString(variant + 1);
    String text =
        "x".repeat(Math.max(0, shortest - PLAIN.length() - suffix.length())) + PLAIN + suffix;
    // What tells variants apart stands at the end: so that is kept.
    String cut = text.length() <= longest ? text : text.substring(text.length() - longest);
    return Stream.of(cut, letters(variant));
  }

  /** For very short texts: a, b … z, aa … */
  private static String letters(int variant) {
    StringBuilder letters = new StringBuilder();
    for (int left = variant; left >= 0; left = left / 26 - 1) {
      letters.insert(0, (char) ('a' + left % 26));
    }
    return letters.toString();
  }

  private String padded(String text, String padding) {
    return text + padding.repeat(Math.max(0, shortest - text.length()));
  }

  private Stream<String> ofPattern(int variant) {
    if (pattern == null || patternText.length() > LONGEST_PATTERN || repeatsTooMuch()) {
      return Stream.empty();
    }
    return IntStream.of(REPETITIONS)
        .boxed()
        .flatMap(
            repetitions ->
                IntStream.range(0, SEEDS)
                    .mapToObj(seed -> drawn(repetitions, 1_000L * variant + seed)))
        .flatMap(Optional::stream)
        .flatMap(text -> Stream.of(text, padded(text, "x")));
  }

  private Optional<String> drawn(int repetitions, long seed) {
    RgxGenProperties properties = new RgxGenProperties();
    RgxGenOption.INFINITE_PATTERN_REPETITION.setInProperties(
        properties, Math.max(repetitions, Math.min(shortest, LONGEST)));
    try {
      return Optional.of(
          RgxGen.parse(properties, patternText).generate(new FewDraws(new Random(seed))));
    } catch (RuntimeException | StackOverflowError e) {
      // It knows less of regular expressions than the JDK does.
      return Optional.empty();
    }
  }

  private boolean repeatsTooMuch() {
    long product = 1;
    Matcher counted = COUNTED.matcher(patternText);
    while (counted.find()) {
      String most = counted.group(2);
      product *=
          Math.max(1, Long.parseLong(most == null || most.isEmpty() ? counted.group(1) : most));
      if (product > MOST_COUNTED_REPETITIONS) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String ofFormat(String format, int variant) {
    String number = variant == 0 ? "" : Integer.toString(variant + 1);
    return switch (format) {
      case "date-time" -> DAY.plusDays(variant) + "T03:04:05Z";
      case "date" -> DAY.plusDays(variant).toString();
      case "time" -> "03:04:%02dZ".formatted((5 + variant) % 60);
      case "duration" -> "P" + (variant + 1) + "D";
      case "email", "idn-email" -> "person" + number + "@example.com";
      case "hostname", "idn-hostname" -> "host" + number + ".example.com";
      case "ipv4" -> "192.0.2." + (variant % 254 + 1);
      case "ipv6" -> "2001:db8::" + Integer.toHexString(variant + 1);
      case "uri", "url", "iri", "uri-reference", "iri-reference" -> "https://example.com/" + number;
      case "uri-template" -> "https://example.com/{id}" + number;
      case "uuid" -> "0a1b2c3d-4e5f-4a6b-8c7d-%012x".formatted(variant + 1);
      case "json-pointer" -> "/id" + number;
      case "relative-json-pointer" -> (variant + 1) + "/id";
      case "regex" -> "^[a-z]+" + number + "$";
      case "byte" -> "dGV4dA==";
      default -> null;
    };
  }

  /** The shortest of formats that are sometimes held to few characters. */
  private static String shorter(JsonNode schema, String otherwise) {
    return switch (schema.path("format").asText()) {
      case "email", "idn-email" -> "a@b.co";
      case "hostname", "idn-hostname" -> "b.co";
      case "uri", "url", "iri" -> "x:y";
      case "uri-reference", "iri-reference" -> "y";
      case "ipv6" -> "::1";
      default -> otherwise;
    };
  }

  /** Chance that ends: what draws from it without end is stopped. */
  private static final class FewDraws implements RandomGenerator {
    private final Random random;
    private int left = MOST_DRAWS;

    FewDraws(Random random) {
      this.random = random;
    }

    @Override
    public long nextLong() {
      if (--left < 0) {
        throw new IllegalStateException("The pattern repeats too much");
      }
      return random.nextLong();
    }
  }
}
