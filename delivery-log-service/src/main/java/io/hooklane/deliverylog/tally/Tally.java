package io.hooklane.deliverylog.tally;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some batches add to statistics and to endpoints' health. Tallies add up to the same whatever
 * their order. Not for several threads.
 */
public final class Tally {

  /** Longer ones would not fit an index; catalogs have none that long. */
  private static final int LONGEST_TYPE = 256;

  private static final int FORMAT = 1;

  /** Whose endpoint it is. */
  record Place(String environment, String application, String endpoint) {

    static Place of(Subject subject) {
      return new Place(
          subject.environment().value(), subject.application().value(), subject.endpoint().value());
    }
  }

  /** What is counted together: an hour's deliveries or attempts of one type. */
  record Slot(String eventType, Instant hour) {}

  /** Of one endpoint. */
  static final class EndpointTally {
    final Map<Slot, Rollup> rollups = new HashMap<>();
    EndpointHealth health = EndpointHealth.UNKNOWN;

    Rollup rollup(Slot slot) {
      return rollups.computeIfAbsent(slot, none -> new Rollup());
    }
  }

  private final Map<Place, EndpointTally> endpoints = new HashMap<>();

  /**
   * A delivery came to stand otherwise.
   *
   * @param before how it stood; null when it is new
   * @param now one of the counts of deliveries
   * @param retried whether an attempt after the first brought it there
   */
  public void delivery(Subject subject, @Nullable Count before, Count now, boolean retried) {
    Rollup rollup = rollup(subject, subject.acceptedAt());
    if (before != null) {
      rollup.add(before, -1);
    }
    rollup.add(now, 1);
    if (now == Count.SUCCESS && retried) {
      rollup.add(Count.RETRIED, 1);
    }
  }

  /** An attempt was made. */
  public void attempt(Attempt attempt) {
    rollup(attempt.subject(), attempt.at())
        .attempt(attempt.succeeded(), attempt.duration().toMillis());
    EndpointTally endpoint = endpoint(Place.of(attempt.subject()));
    endpoint.health = endpoint.health.mergedWith(EndpointHealth.of(attempt));
  }

  /** Whether nothing was told. */
  public boolean isEmpty() {
    return endpoints.isEmpty();
  }

  Map<Place, EndpointTally> endpoints() {
    return endpoints;
  }

  private Rollup rollup(Subject subject, Instant moment) {
    return endpoint(Place.of(subject))
        .rollup(
            new Slot(
                Texts.storable(subject.eventType(), LONGEST_TYPE),
                moment.truncatedTo(ChronoUnit.HOURS)));
  }

  private EndpointTally endpoint(Place place) {
    return endpoints.computeIfAbsent(place, none -> new EndpointTally());
  }

  /** All of it, to be kept; some 120 bytes for each endpoint and type. */
  public byte[] packed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(endpoints.size());
      for (Map.Entry<Place, EndpointTally> each : endpoints.entrySet()) {
        out.writeUTF(each.getKey().environment());
        out.writeUTF(each.getKey().application());
        out.writeUTF(each.getKey().endpoint());
        each.getValue().health.writeTo(out);
        out.writeInt(each.getValue().rollups.size());
        for (Map.Entry<Slot, Rollup> rollup : each.getValue().rollups.entrySet()) {
          out.writeUTF(rollup.getKey().eventType());
          out.writeLong(rollup.getKey().hour().toEpochMilli());
          rollup.getValue().writeTo(out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Adds a packed one. */
  void add(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new IOException("Format " + format + " is of a later release");
      }
      for (int places = in.readInt(); places > 0; places--) {
        EndpointTally endpoint = endpoint(new Place(in.readUTF(), in.readUTF(), in.readUTF()));
        endpoint.health = endpoint.health.mergedWith(EndpointHealth.readFrom(in));
        for (int slots = in.readInt(); slots > 0; slots--) {
          endpoint.rollup(new Slot(in.readUTF(), Instant.ofEpochMilli(in.readLong()))).addFrom(in);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Not a tally", e);
    }
  }
}
