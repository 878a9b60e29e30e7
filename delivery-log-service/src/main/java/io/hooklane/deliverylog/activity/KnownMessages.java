package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.id.MessageId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that came last, as many as fit a bound. Not for several threads. */
final class KnownMessages {

  /** What an entry costs beside its payload, roughly. */
  private static final int OVERHEAD = 300;

  private final Map<MessageId, KnownMessage> messages = new LinkedHashMap<>();
  private final long mostBytes;
  private long bytes;

  KnownMessages(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  void add(MessageId id, KnownMessage message) {
    remove(id);
    messages.put(id, message);
    bytes += size(message);
    Iterator<KnownMessage> oldest = messages.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  @Nullable KnownMessage get(MessageId id) {
    return messages.get(id);
  }

  void remove(MessageId id) {
    KnownMessage before = messages.remove(id);
    if (before != null) {
      bytes -= size(before);
    }
  }

  private static long size(KnownMessage message) {
    return message.payload().length + OVERHEAD;
  }
}
