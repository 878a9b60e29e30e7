package io.hooklane.subscription.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers what is worked on together: as much as one transaction should hold. */
final class Batch<T> {

  /** Things that one transaction changes at most, but for the last one's. */
  static final int MOST = 100;

  private final Consumer<List<T>> work;
  private List<T> gathered = new ArrayList<>();
  private int things;

  Batch(Consumer<List<T>> work) {
    this.work = work;
  }

  /**
   * Adds one.
   *
   * @param itsThings how many things it changes
   */
  void add(T one, int itsThings) {
    gathered.add(one);
    things += itsThings;
    if (things >= MOST) {
      finish();
    }
  }

  /** Works on what is left. */
  void finish() {
    if (!gathered.isEmpty()) {
      List<T> full = gathered;
      gathered = new ArrayList<>();
      things = 0;
      work.accept(full);
    }
  }
}
