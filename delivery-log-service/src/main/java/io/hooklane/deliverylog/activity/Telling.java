package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.activity.Progress.Step;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells all streams what there is for them: each event is made into bytes once, each stream is
 * written to once a turn. Not for several threads.
 */
final class Telling {

  private static final byte[] NOT_YET = {};

  private final ActivityMetrics metrics;
  private final long heartbeatNanos;

  Telling(ActivityConfig config, ActivityMetrics metrics) {
    this.metrics = metrics;
    this.heartbeatNanos = config.heartbeat().toNanos();
  }

  /**
   * Takes leave of streams that are over, and tells the others.
   *
   * @param until all before is in the history
   */
  void turn(
      List<Listening> listeners,
      ActivityHistory history,
      ShownMessages messages,
      Positions until,
      long now) {
    Map<Listening, Step> steps = new IdentityHashMap<>();
    for (Iterator<Listening> all = listeners.iterator(); all.hasNext(); ) {
      Listening listening = all.next();
      if (endsNow(listening.stream(), now)) {
        all.remove();
      } else {
        boolean room = listening.stream().hasRoom();
        steps.put(listening, listening.progress().step(history, now, room));
      }
    }
    Map<ActivityEvent, byte[]> frames = frames(steps, messages);
    steps.forEach((listening, step) -> tell(listening, step, frames, until, now));
  }

  private boolean endsNow(EventStream stream, long now) {
    if (stream.isGone()) {
      stream.leave();
      return true;
    }
    if (stream.isStalled(now)) {
      metrics.dropped();
      stream.abort();
      return true;
    }
    if (stream.isOver(now)) {
      stream.end();
      return true;
    }
    return false;
  }

  private static Map<ActivityEvent, byte[]> frames(
      Map<Listening, Step> steps, ShownMessages messages) {
    Map<ActivityEvent, byte[]> frames = new IdentityHashMap<>();
    List<ActivityEvent> events = new ArrayList<>();
    for (Step step : steps.values()) {
      for (ActivityEvent event : step.events()) {
        if (frames.put(event, NOT_YET) == null) {
          events.add(event);
        }
      }
    }
    Set<Subject> subjects = events.stream().map(ActivityEvent::subject).collect(Collectors.toSet());
    Map<MessageId, KnownMessage> known =
        subjects.isEmpty() ? new HashMap<>() : messages.of(subjects);
    for (ActivityEvent event : events) {
      frames.put(event, EventFrames.of(event, known.get(event.subject().message())));
    }
    return frames;
  }

  private void tell(
      Listening listening,
      Step step,
      Map<ActivityEvent, byte[]> frames,
      Positions until,
      long now) {
    if (step.isNothing()) {
      if (listening.silentNanos(now) > heartbeatNanos && listening.stream().hasRoom()) {
        listening.told(now);
        listening.stream()
            .write(
                Buffer.buffer(
                    listening.progress().isCaughtUp()
                        ? EventFrames.heartbeat(until)
                        : EventFrames.heartbeat()));
      }
      return;
    }
    List<byte[]> parts = new ArrayList<>();
    if (step.gap()) {
      parts.add(EventFrames.gap());
    }
    if (step.skipped() > 0) {
      parts.add(EventFrames.skipped(step.skipped()));
      metrics.skipped(step.skipped());
    }
    if (step.events().isEmpty() && listening.progress().isCaughtUp()) {
      parts.add(EventFrames.heartbeat(until));
    }
    step.events().forEach(event -> parts.add(frames.getOrDefault(event, NOT_YET)));
    metrics.shown(step.events().size());
    listening.told(now);
    listening.stream().write(together(parts));
  }

  /** Without a copy: however many streams have it under way, it is in memory once. */
  private static Buffer together(List<byte[]> parts) {
    return Buffer.buffer(Unpooled.wrappedBuffer(parts.size(), parts.toArray(byte[][]::new)));
  }
}
