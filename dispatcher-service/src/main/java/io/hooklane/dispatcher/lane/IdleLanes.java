package io.hooklane.dispatcher.lane;

import org.jspecify.annotations.Nullable;

/** Lanes with nothing in them, the one that has been so for longest first. Allocates nothing. */
final class IdleLanes<K, T extends Lanes.Item<K>> {

  private @Nullable Lane<K, T> oldest;
  private @Nullable Lane<K, T> youngest;
  private int size;

  int size() {
    return size;
  }

  @Nullable Lane<K, T> oldest() {
    return oldest;
  }

  void add(Lane<K, T> lane) {
    lane.idleAmong = this;
    lane.older = youngest;
    if (youngest == null) {
      oldest = lane;
    } else {
      youngest.younger = lane;
    }
    youngest = lane;
    size++;
  }

  void remove(Lane<K, T> lane) {
    Lane<K, T> older = lane.older;
    Lane<K, T> younger = lane.younger;
    if (older == null) {
      oldest = younger;
    } else {
      older.younger = younger;
    }
    if (younger == null) {
      youngest = older;
    } else {
      younger.older = older;
    }
    lane.older = null;
    lane.younger = null;
    lane.idleAmong = null;
    size--;
  }
}
