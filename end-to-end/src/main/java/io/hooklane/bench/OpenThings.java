package io.hooklane.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened and must be closed, in the opposite order, by whoever comes first. */
final class OpenThings implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private boolean closed;

  /**
   * Takes care of a thing.
   *
   * @throws BenchException when all was closed in the meantime; the thing is closed too then
   */
  synchronized <T extends AutoCloseable> T add(T thing) {
    opened.push(thing);
    if (closed) {
      close();
      throw new BenchException("Told to end");
    }
    return thing;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.err.println("Could not stop all: " + e);
      }
    }
  }
}
