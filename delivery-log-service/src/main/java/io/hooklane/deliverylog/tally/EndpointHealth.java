package io.hooklane.deliverylog.tally;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.Trigger;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint does, as some of its attempts tell; by the moment at which they began, so that
 * the order in which they are told of does not matter. Attempts by hand count when they succeed.
 *
 * <p>A success that is told of after failures that began before and after it leaves open how many
 * came after: such a one is not {@code exact}, and who has all attempts must count.
 *
 * @param lastSuccessAt null when there was none
 * @param failures how many there were after the last success
 * @param failingSince the first of them; null when there is none
 * @param lastFailureAt before or after the last success; null when there was none
 * @param lastError why that one failed, for people
 * @param exact false when {@code failures} and {@code failingSince} must be counted anew
 */
public record EndpointHealth(
    @Nullable Instant lastSuccessAt,
    long failures,
    @Nullable Instant failingSince,
    @Nullable Instant lastFailureAt,
    @Nullable String lastError,
    boolean exact) {

  /** Of an endpoint without attempts. */
  public static final EndpointHealth UNKNOWN = new EndpointHealth(null, 0, null, null, null, true);

  private static final int LONGEST_ERROR = 500;

  private static final Comparator<EndpointHealth> BY_LAST_FAILURE =
      Comparator.comparing(
              EndpointHealth::lastFailureAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(
              EndpointHealth::lastError, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** What one attempt tells. */
  static EndpointHealth of(Attempt attempt) {
    if (attempt.succeeded()) {
      return new EndpointHealth(attempt.at(), 0, null, null, null, true);
    }
    return attempt.trigger() == Trigger.MANUAL
        ? UNKNOWN
        : new EndpointHealth(null, 1, attempt.at(), attempt.at(), error(attempt), true);
  }

  private static @Nullable String error(Attempt attempt) {
    String detail = attempt.failureDetail();
    return detail == null ? null : Texts.storable(detail, LONGEST_ERROR);
  }

  /** What both tell together. */
  EndpointHealth mergedWith(EndpointHealth other) {
    Instant success = later(lastSuccessAt, other.lastSuccessAt);
    EndpointHealth mine = since(success);
    EndpointHealth theirs = other.since(success);
    EndpointHealth newest = BY_LAST_FAILURE.compare(this, other) >= 0 ? this : other;
    return new EndpointHealth(
        success,
        mine.failures + theirs.failures,
        earlier(mine.failingSince, theirs.failingSince),
        newest.lastFailureAt,
        newest.lastError,
        mine.exact && theirs.exact);
  }

  /** The same, when that many failures after the last success were counted. */
  EndpointHealth counted(long number, @Nullable Instant first) {
    return new EndpointHealth(lastSuccessAt, number, first, lastFailureAt, lastError, true);
  }

  /** Whether it did nothing but fail of late. */
  public boolean failing() {
    return failures > 0;
  }

  /** What is left of the failures when a success is known. */
  private EndpointHealth since(@Nullable Instant success) {
    if (success == null || lastFailureAt == null || !failing()) {
      return this;
    }
    if (!lastFailureAt.isAfter(success)) {
      return new EndpointHealth(success, 0, null, lastFailureAt, lastError, true);
    }
    boolean allAfter = failingSince != null && failingSince.isAfter(success);
    return new EndpointHealth(
        success, failures, failingSince, lastFailureAt, lastError, exact && allAfter);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  void writeTo(DataOutput out) throws IOException {
    Packed.write(out, lastSuccessAt);
    Packed.write(out, failures);
    Packed.write(out, failingSince);
    Packed.write(out, lastFailureAt);
    Packed.write(out, lastError);
    out.writeBoolean(exact);
  }

  static EndpointHealth readFrom(DataInput in) throws IOException {
    return new EndpointHealth(
        Packed.readMoment(in),
        Packed.read(in),
        Packed.readMoment(in),
        Packed.readMoment(in),
        Packed.readText(in),
        in.readBoolean());
  }
}
