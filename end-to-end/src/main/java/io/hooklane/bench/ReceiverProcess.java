package io.hooklane.bench;

import io.hooklane.bench.receiver.Arrival;
import io.hooklane.bench.receiver.Behaviour;
import io.hooklane.bench.receiver.BehaviourOrder;
import io.hooklane.bench.receiver.ReceiverMain;
import io.hooklane.bench.receiver.RunPlan;
import io.hooklane.bench.receiver.Tally;
import io.hooklane.bench.receiver.TallyQuestion;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The receiver, as the benchmark sees it. */
final class ReceiverProcess implements AutoCloseable {

  private final ChildJvm child;
  private final Http control;
  private final AtomicInteger runs = new AtomicInteger();

  private ReceiverProcess(ChildJvm child) {
    this.child = child;
    this.control = Http.to(URI.create("http://127.0.0.1:" + child.said(1)));
  }

  static ReceiverProcess start(Path log) {
    return new ReceiverProcess(ChildJvm.start(ReceiverMain.class, List.of(), log));
  }

  /** The URL of an endpoint. */
  String url(int endpoint) {
    return "http://127.0.0.1:" + port() + "/h/" + endpoint;
  }

  int port() {
    return child.said(0);
  }

  long pid() {
    return child.pid();
  }

  /**
   * Begins a run.
   *
   * @return its number
   */
  int begin(Sink sink) {
    int run = runs.incrementAndGet();
    control.post("/begin", new RunPlan(run, sink.fanOut(), sink.lanes()));
    return run;
  }

  /** What a run has brought so far, without latencies. */
  Tally tally(int run) {
    TallyQuestion question = new TallyQuestion(run, false);
    try {
      return Json.read(control.post("/tally", question), Tally.class);
    } catch (UncheckedIOException e) {
      // A connection that was closed for being idle, at the very moment it was used again.
      return Json.read(control.post("/tally", question), Tally.class);
    }
  }

  /** Publish to receipt in microseconds of a run so far. */
  Histogram latency(int run) {
    String text =
        Json.read(control.post("/tally", new TallyQuestion(run, true)), Tally.class).histogram();
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forgets a run. */
  void forget(int run) {
    control.post("/forget", new TallyQuestion(run, false));
  }

  /** Lets endpoints answer so, from the first to before the last. */
  void behave(int from, int to, Behaviour behaviour) {
    control.post("/behave", new BehaviourOrder(from, to, behaviour));
  }

  /** The requests to endpoints that keep them; they are forgotten thereby. */
  List<Arrival> takeArrivals() {
    return List.of(Json.read(control.post("/arrivals", List.of()), Arrival[].class));
  }

  @Override
  public void close() {
    child.close();
  }
}
