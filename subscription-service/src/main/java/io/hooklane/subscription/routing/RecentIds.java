package io.hooklane.subscription.routing;

import io.hooklane.contracts.id.MessageId;
import java.util.Arrays;

/**
 * The ids that were added last, exactly, with when: a ring, the oldest first, and an open hash
 * table over it. All of it in a few arrays of numbers: as objects they would be the bulk of what
 * each collection of the young generation copies, at ten thousand messages a second. Not for
 * several threads.
 */
final class RecentIds {

  private static final int SMALLEST = 64;
  private static final int CHARACTERS_OF_A_LONG = 9;
  private static final int BITS = 7;
  private static final int LONGS = 3;
  private static final int ID_AT = MessageId.PREFIX.length();

  private final int most;

  /** Three numbers for each id, then its time. */
  private long[] ring;

  /** The place in the ring, counted from 1, or 0 where there is nothing. */
  private int[] table;

  private int capacity;
  private int oldest;
  private int size;

  /**
   * None.
   *
   * @param most how many are kept, 1 or more
   */
  RecentIds(int most) {
    this.most = most;
    this.capacity = SMALLEST;
    this.ring = new long[capacity * (LONGS + 1)];
    this.table = new int[capacity * 4];
  }

  /** When this one was added last; -1 if it is not there. */
  long addedAt(MessageId id) {
    int place = find(part(id, 0), part(id, 1), part(id, 2));
    return place < 0 ? -1 : time(place);
  }

  /**
   * Adds one, or makes it as young as this.
   *
   * @param now in milliseconds, 0 or more
   * @param forgotten what was added before this moment may go
   */
  void add(MessageId id, long now, long forgotten) {
    long first = part(id, 0);
    long second = part(id, 1);
    long third = part(id, 2);
    int known = find(first, second, third);
    if (known >= 0) {
      ring[known * (LONGS + 1) + LONGS] = now;
      return;
    }
    while (size > 0 && (size >= most || time(oldest) < forgotten)) {
      removeOldest();
    }
    if (size == capacity) {
      grow();
    }
    int place = oldest + size & capacity - 1;
    int at = place * (LONGS + 1);
    ring[at] = first;
    ring[at + 1] = second;
    ring[at + 2] = third;
    ring[at + LONGS] = now;
    size++;
    enter(place);
  }

  int size() {
    return size;
  }

  private long time(int place) {
    return ring[place * (LONGS + 1) + LONGS];
  }

  private int find(long first, long second, long third) {
    int slot = home(first, second, third);
    while (table[slot] != 0) {
      int place = table[slot] - 1;
      int at = place * (LONGS + 1);
      if (ring[at] == first && ring[at + 1] == second && ring[at + 2] == third) {
        return place;
      }
      slot = after(slot);
    }
    return -1;
  }

  private void enter(int place) {
    int slot = home(place);
    while (table[slot] != 0) {
      slot = after(slot);
    }
    table[slot] = place + 1;
  }

  private void removeOldest() {
    int gap = home(oldest);
    while (table[gap] != oldest + 1) {
      gap = after(gap);
    }
    // What stands behind the gap moves up, unless that would put it before its home.
    for (int slot = after(gap); table[slot] != 0; slot = after(slot)) {
      int home = home(table[slot] - 1);
      if ((slot - home & table.length - 1) >= (slot - gap & table.length - 1)) {
        table[gap] = table[slot];
        gap = slot;
      }
    }
    table[gap] = 0;
    oldest = oldest + 1 & capacity - 1;
    size--;
  }

  private void grow() {
    long[] wider =
        Arrays.copyOfRange(ring, oldest * (LONGS + 1), 2 * ring.length + oldest * (LONGS + 1));
    System.arraycopy(ring, 0, wider, (capacity - oldest) * (LONGS + 1), oldest * (LONGS + 1));
    ring = wider;
    oldest = 0;
    capacity *= 2;
    table = new int[capacity * 4];
    for (int place = 0; place < size; place++) {
      enter(place);
    }
  }

  private int home(int place) {
    int at = place * (LONGS + 1);
    return home(ring[at], ring[at + 1], ring[at + 2]);
  }

  private int home(long first, long second, long third) {
    long mixed = (first * 31 + second) * 31 + third;
    mixed = (mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 33) & table.length - 1;
  }

  private int after(int slot) {
    return slot + 1 & table.length - 1;
  }

  /** Nine of the 27 characters, which are ASCII, as one number. */
  private static long part(MessageId id, int index) {
    String text = id.value();
    int from = ID_AT + index * CHARACTERS_OF_A_LONG;
    long part = 0;
    for (int i = from; i < from + CHARACTERS_OF_A_LONG; i++) {
      part = part << BITS | text.charAt(i);
    }
    return part;
  }
}
