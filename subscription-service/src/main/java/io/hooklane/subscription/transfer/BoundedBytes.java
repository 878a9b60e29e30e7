package io.hooklane.subscription.transfer;

import java.io.ByteArrayOutputStream;

/** Bytes in memory, up to a bound. */
final class BoundedBytes extends ByteArrayOutputStream {

  private final long most;

  BoundedBytes(long most) {
    this.most = most;
  }

  @Override
  public synchronized void write(int one) {
    requireRoom(1);
    super.write(one);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    requireRoom(length);
    super.write(bytes, from, length);
  }

  private void requireRoom(int length) {
    if (size() + (long) length > most) {
      throw new FullException();
    }
  }

  /** There is more than the bound. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullException() {
      super("more than is allowed", null, false, false);
    }
  }
}
