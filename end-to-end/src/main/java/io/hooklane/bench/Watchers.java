package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers who watch live activity, all on one thread, which reads and counts and does nothing else.
 * A stream that ends is opened again.
 */
final class Watchers implements AutoCloseable {

  private static final byte[] EVENT = "event: attempt".getBytes(US_ASCII);
  private static final byte[] SKIPPED = "event: skipped".getBytes(US_ASCII);
  private static final byte[] BEGIN = "HTTP/1.1 200".getBytes(US_ASCII);

  private final URI api;
  private final String key;
  private final Selector selector;
  private final Thread thread = new Thread(this::read, "watchers");
  private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong skips = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean closing;

  private Watchers(URI api, String key) {
    this.api = api;
    this.key = key;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens one stream for each path, and returns when all are answered. */
  static Watchers open(URI api, String key, List<String> paths) {
    Watchers watchers = new Watchers(api, key);
    paths.forEach(watchers::connect);
    watchers.thread.start();
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (watchers.opened.get() < paths.size()) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "Only %d of %d streams were opened".formatted(watchers.opened.get(), paths.size()));
      }
      Measures.sleepUntil(System.nanoTime() + 10_000_000);
    }
    return watchers;
  }

  /** Attempts shown so far, by all streams. */
  long events() {
    return events.get();
  }

  /** How often a stream told that it skipped some. */
  long skips() {
    return skips.get();
  }

  long bytes() {
    return bytes.get();
  }

  /** How many streams have ended, and were opened again. */
  int ended() {
    return ended.get();
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
      for (SelectionKey each : selector.keys()) {
        each.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
  }

  private void connect(String path) {
    try {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(api.getHost(), api.getPort()));
      channel.write(
          ByteBuffer.wrap(
              ("GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n"
                      + "Authorization: Bearer %s\r\nConnection: close\r\n\r\n")
                  .formatted(path, api.getAuthority(), key)
                  .getBytes(US_ASCII)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    while (!closing) {
      try {
        selector.select(this::read);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(SelectionKey selected) {
    SocketChannel channel = (SocketChannel) selected.channel();
    buffer.clear();
    int count;
    try {
      count = channel.read(buffer);
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      selected.cancel();
      ended.incrementAndGet();
      connect((String) selected.attachment());
      return;
    }
    bytes.addAndGet(count);
    opened.addAndGet(occurrences(BEGIN, count));
    events.addAndGet(occurrences(EVENT, count));
    skips.addAndGet(occurrences(SKIPPED, count));
  }

  /** One that is cut in two by the end of a read is missed: that is one in some hundreds. */
  private int occurrences(byte[] word, int length) {
    byte[] all = buffer.array();
    int found = 0;
    for (int at = 0; at + word.length <= length; at++) {
      int same = 0;
      while (same < word.length && all[at + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        found++;
        at += word.length - 1;
      }
    }
    return found;
  }
}
