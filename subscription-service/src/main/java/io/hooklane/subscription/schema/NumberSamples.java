package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers within a schema's bounds. */
final class NumberSamples {

  private final @Nullable BigDecimal least;
  private final boolean leastExcluded;
  private final @Nullable BigDecimal most;
  private final boolean mostExcluded;
  private final @Nullable BigDecimal multipleOf;

  private NumberSamples(JsonNode schema, boolean whole) {
    JsonNode above = schema.path("exclusiveMinimum");
    JsonNode below = schema.path("exclusiveMaximum");
    BigDecimal minimum = number(schema.path("minimum"));
    BigDecimal maximum = number(schema.path("maximum"));
    BigDecimal exclusiveMinimum = number(above);
    BigDecimal exclusiveMaximum = number(below);
    boolean aboveIsTighter =
        exclusiveMinimum != null && (minimum == null || exclusiveMinimum.compareTo(minimum) >= 0);
    boolean belowIsTighter =
        exclusiveMaximum != null && (maximum == null || exclusiveMaximum.compareTo(maximum) <= 0);
    // Draft 4 has them as truth values beside the bound.
    leastExcluded = aboveIsTighter || above.asBoolean(false);
    mostExcluded = belowIsTighter || below.asBoolean(false);
    least = aboveIsTighter ? exclusiveMinimum : minimum;
    most = belowIsTighter ? exclusiveMaximum : maximum;
    BigDecimal multiple = number(schema.path("multipleOf"));
    multipleOf = multiple != null ? multiple : whole ? BigDecimal.ONE : null;
  }

  /**
   * A number for this schema.
   *
   * @param whole whether it must be an integer
   * @param variant which of many, 0 for the plainest
   */
  static Optional<BigDecimal> of(JsonNode schema, boolean whole, int variant) {
    NumberSamples samples = new NumberSamples(schema, whole);
    return samples.candidates(variant).stream()
        .filter(samples::allowed)
        .filter(it -> !whole || it.stripTrailingZeros().scale() <= 0)
        .findFirst()
        .map(it -> it.signum() == 0 ? BigDecimal.ZERO : it);
  }

  private List<BigDecimal> candidates(int variant) {
    BigDecimal step = multipleOf == null ? BigDecimal.ONE : multipleOf;
    BigDecimal distance = step.multiply(BigDecimal.valueOf(variant));
    BigDecimal one = multipleAtOrAbove(BigDecimal.ONE);
    BigDecimal lowest = least == null ? one : multipleAtOrAbove(least);
    BigDecimal highest = most == null ? one : multipleAtOrBelow(most);
    BigDecimal middle =
        least == null || most == null ? one : least.add(most).multiply(new BigDecimal("0.5"));
    BigDecimal within =
        least == null || most == null
            ? one
            : least.add(
                most.subtract(least)
                    .multiply(BigDecimal.valueOf(variant + 1L))
                    .scaleByPowerOfTen(-3));
    return List.of(
        one.add(distance),
        lowest.add(distance),
        lowest.add(step).add(distance),
        highest.subtract(distance),
        highest.subtract(step).subtract(distance),
        middle,
        within);
  }

  private boolean allowed(BigDecimal number) {
    return (least == null || number.compareTo(least) > (leastExcluded ? 0 : -1))
        && (most == null || number.compareTo(most) < (mostExcluded ? 0 : 1))
        && (multipleOf == null
            || multipleOf.signum() == 0
            || number.remainder(multipleOf).signum() == 0);
  }

  private BigDecimal multipleAtOrAbove(BigDecimal number) {
    return multiple(number, RoundingMode.CEILING);
  }

  private BigDecimal multipleAtOrBelow(BigDecimal number) {
    return multiple(number, RoundingMode.FLOOR);
  }

  private BigDecimal multiple(BigDecimal number, RoundingMode rounding) {
    return multipleOf == null || multipleOf.signum() == 0
        ? number
        : number.divide(multipleOf, 0, rounding).multiply(multipleOf);
  }

  private static @Nullable BigDecimal number(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }
}
