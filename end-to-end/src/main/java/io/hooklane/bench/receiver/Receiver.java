package io.hooklane.bench.receiver;

import io.hooklane.bench.receiver.RequestParser.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP/1.1 server on one thread: reads, judges, answers. */
final class Receiver implements Runnable {

  private static final int BACKLOG = 4096;
  private static final long LONGEST_WAIT_MS = 1_000;

  private final Judge judge;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::nanos));
  private final ByteBuffer through = ByteBuffer.allocateDirect(256 << 10);

  private record Later(long nanos, Connection connection, byte[] answer) {}

  private Receiver(Judge judge, Selector selector, ServerSocketChannel server) {
    this.judge = judge;
    this.selector = selector;
    this.server = server;
  }

  /** Listens on loopback, on a free port. */
  static Receiver open(Judge judge) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      return new Receiver(judge, selector, server);
    } catch (IOException e) {
      throw new UncheckedIOException("The receiver cannot listen", e);
    }
  }

  int port() {
    return server.socket().getLocalPort();
  }

  /** Asks the judge on the receiver's thread, and gives what it says. */
  <T> T ask(Function<Judge, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    orders.add(
        () -> {
          try {
            answer.complete(question.apply(judge));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    selector.wakeup();
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        selector.select(this::serve, untilNext());
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
        answerThoseDue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long untilNext() {
    Later first = later.peek();
    if (first == null) {
      return LONGEST_WAIT_MS;
    }
    long left = TimeUnit.NANOSECONDS.toMillis(first.nanos() - System.nanoTime());
    return Math.clamp(left, 1, LONGEST_WAIT_MS);
  }

  private void serve(SelectionKey key) {
    if (key.isValid() && key.isAcceptable()) {
      accept();
      return;
    }
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isReadable() && !read(connection)) {
        connection.close();
        return;
      }
      connection.flush();
    } catch (IOException | BadRequestException e) {
      connection.close();
    }
  }

  private boolean read(Connection connection) throws IOException {
    boolean open = connection.read(through);
    Optional<Request> request = connection.requests().next();
    while (request.isPresent()) {
      Answer answer = judge.answer(request.get());
      if (answer != null && answer.delayMillis() == 0) {
        connection.add(answer.bytes());
      } else if (answer != null) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(answer.delayMillis());
        later.add(new Later(due, connection, answer.bytes()));
      }
      request = connection.requests().next();
    }
    return open;
  }

  private void answerThoseDue() {
    for (Later first = later.peek();
        first != null && first.nanos() <= System.nanoTime();
        first = later.peek()) {
      later.remove();
      try {
        first.connection().add(first.answer());
        first.connection().flush();
      } catch (IOException | CancelledKeyException e) {
        first.connection().close();
      }
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(key, channel));
      }
    } catch (IOException e) {
      // The sender has gone before it was let in.
      return;
    }
  }
}
