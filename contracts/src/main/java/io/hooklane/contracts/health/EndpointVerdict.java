package io.hooklane.contracts.health;

import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That an endpoint should be disabled, and why. It stands in the headers of a record on {@code
 * hooklane.endpoint-health}; the key is the endpoint's id, the value is empty. It may come more
 * than once, and late: who reads it leaves an endpoint alone that was changed after {@code at}.
 *
 * @param at when that was found out, to the millisecond
 * @param detail a sentence for people; never a secret
 * @param since since when nothing but failures came of it, to the millisecond; null when it is not
 *     for that
 */
public record EndpointVerdict(
    EndpointId endpoint,
    ApplicationId application,
    EnvironmentId environment,
    Verdict verdict,
    Instant at,
    String detail,
    @Nullable Instant since) {

  /** Why an endpoint should be disabled. */
  public enum Verdict {
    /** It answered 410 Gone. */
    GONE,
    /** It answered with {@code webhook-delivery: disable}. */
    REFUSED,
    /** It is ordered, and its next message could not be delivered for too long. */
    STUCK,
    /** Nothing could be delivered to it for too long. */
    FAILING;

    /** The name on topics: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Verdict ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  public EndpointVerdict {
    at = Instant.ofEpochMilli(at.toEpochMilli());
    since = since == null ? null : Instant.ofEpochMilli(since.toEpochMilli());
  }

  /** One that needs no history. */
  public EndpointVerdict(
      EndpointId endpoint,
      ApplicationId application,
      EnvironmentId environment,
      Verdict verdict,
      Instant at,
      String detail) {
    this(endpoint, application, environment, verdict, at, detail, null);
  }

  /** Writes the record's headers. */
  public void writeTo(HeaderSink headers) {
    headers.add("hooklane_endpoint", endpoint.value());
    headers.add("hooklane_app", application.value());
    headers.add("hooklane_env", environment.value());
    headers.add("hooklane_verdict", verdict.wireName());
    headers.add("hooklane_at", at.toEpochMilli());
    headers.add("hooklane_reason", detail);
    if (since != null) {
      headers.add("hooklane_since", since.toEpochMilli());
    }
  }

  /**
   * Reads the record's headers.
   *
   * @throws UnreadableRecordException when one is missing or malformed
   */
  public static EndpointVerdict readFrom(HeaderSource headers) {
    try {
      return new EndpointVerdict(
          new EndpointId(headers.required("hooklane_endpoint")),
          new ApplicationId(headers.required("hooklane_app")),
          new EnvironmentId(headers.required("hooklane_env")),
          Verdict.ofWireName(headers.required("hooklane_verdict")),
          Instant.ofEpochMilli(headers.requiredNumber("hooklane_at")),
          headers.required("hooklane_reason"),
          headers.text("hooklane_since") == null
              ? null
              : Instant.ofEpochMilli(headers.requiredNumber("hooklane_since")));
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("Not a verdict: " + e.getMessage(), e);
    }
  }
}
