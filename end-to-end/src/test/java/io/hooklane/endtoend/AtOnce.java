package io.hooklane.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Many calls, a few of them at a time. */
final class AtOnce {

  /** How many call at a time unless said otherwise. */
  static final int CALLERS = 8;

  private AtOnce() {}

  /** What the calls give, in their order, without those that give nothing. */
  static <T> List<T> all(List<? extends Callable<@Nullable T>> calls) {
    return all(CALLERS, calls);
  }

  /** What the calls of that many callers give, in their order. */
  static <T> List<T> all(int callers, List<? extends Callable<@Nullable T>> calls) {
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      List<T> given = new ArrayList<>();
      for (Future<@Nullable T> future : executor.<@Nullable T>invokeAll(calls)) {
        T one = future.get();
        if (Objects.nonNull(one)) {
          given.add(one);
        }
      }
      return given;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
