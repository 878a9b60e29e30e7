package io.hooklane.bench;

import io.hooklane.bench.bare.BareLoopMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The product, the receiver and the publisher of one run, and the bare loop once it is wanted. */
final class TestBed {

  /** As many as the bare loop has. */
  private static final int BARE_IN_FLIGHT = 128;

  /** For as long the compilers take most of the machine. */
  private static final int WARM_SECONDS = 60;

  private final OpenThings opened;
  private final Path directory;
  private final Installation product;
  private final ReceiverProcess receiver;
  private final Settings settings;
  private @Nullable Publisher publisher;
  private @Nullable ChildJvm bareLoop;
  private int nextEndpoint;
  private double rate;
  private boolean warm;

  private TestBed(
      Settings settings,
      Path directory,
      OpenThings opened,
      Installation product,
      ReceiverProcess receiver) {
    this.settings = settings;
    this.directory = directory;
    this.opened = opened;
    this.product = product;
    this.receiver = receiver;
  }

  /**
   * Begins to start them; {@link #awaitReady} waits for them.
   *
   * @param directory that exists and is empty
   * @param tuning environment variables for the product's services
   * @param opened takes care of all that is started
   */
  static TestBed open(
      Settings settings,
      Path directory,
      boolean keep,
      Map<String, String> tuning,
      OpenThings opened) {
    Installation product = opened.add(Installation.start(settings.home(), directory, keep, tuning));
    ReceiverProcess receiver = opened.add(ReceiverProcess.start(directory.resolve("receiver.out")));
    return new TestBed(settings, directory, opened, product, receiver);
  }

  /** Waits until the product is ready. */
  void awaitReady() {
    product.awaitReady();
    Http.to(product.apiUrl())
        .withKey(product.operatorKey())
        .call(
            "PATCH",
            "/api/v1/environment/live",
            Json.object("settings", Json.object("httpsOnly", false)),
            Duration.ofSeconds(30));
  }

  /** Takes care of whatever else is opened. */
  OpenThings opened() {
    return opened;
  }

  /** Where logs may be written. */
  Path directory() {
    return directory;
  }

  Installation product() {
    return product;
  }

  ReceiverProcess receiver() {
    return receiver;
  }

  Settings settings() {
    return settings;
  }

  synchronized Publisher publisher() {
    Publisher open = publisher;
    if (open == null) {
      open = opened.add(new Publisher(product.bootstrap()));
      publisher = open;
    }
    return open;
  }

  /** The bare loop beside the product, reading what is published to {@link BareTopic}. */
  synchronized void startBareLoop() {
    if (bareLoop == null) {
      BareTopic.create(product.bootstrap());
      bareLoop =
          opened.add(
              ChildJvm.start(
                  BareLoopMain.class,
                  List.of(
                      product.bootstrap(),
                      BareTopic.NAME,
                      Integer.toString(receiver.port()),
                      Integer.toString(BARE_IN_FLIGHT)),
                  directory.resolve("bare-loop.out")));
    }
  }

  /** Makes customers with endpoints of their own. */
  Customers customers(String name, int applications, int fanOut, Map<String, Object> settings) {
    int first = (nextEndpoint + fanOut - 1) / fanOut * fanOut;
    Customers customers = Customers.make(this, name, first, applications, fanOut, settings);
    nextEndpoint = customers.end();
    return customers;
  }

  /** Remembers the product's full speed, which other workloads take their rates from. */
  void foundRate(double perSecond) {
    rate = perSecond;
    warm = true;
  }

  /** Lets the product work for a while, so that most of its code is compiled. */
  void warm() {
    if (warm) {
      return;
    }
    warm = true;
    Customers customers = customers("warm", FanOutOne.ENDPOINTS, 1, Map.of());
    measures().speed(customers, FanOutOne.PAYLOAD, settings.outstanding(), 0, WARM_SECONDS);
  }

  /**
   * The product's full speed in deliveries per second; measured if it is not known. After that its
   * code is compiled.
   */
  double rate() {
    if (rate == 0) {
      warm = true;
      Customers customers = customers("rate", FanOutOne.ENDPOINTS, 1, Map.of());
      rate =
          measures()
              .speed(
                  customers,
                  FanOutOne.PAYLOAD,
                  settings.outstanding(),
                  settings.warmUp(),
                  settings.seconds())
              .perSecond();
    }
    return rate;
  }

  /** All processes, by name. */
  synchronized Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>(product.processes());
    processes.put("receiver", receiver.pid());
    ChildJvm bare = bareLoop;
    if (bare != null) {
      processes.put("bare loop", bare.pid());
    }
    return processes;
  }

  /** How far the delivery log is behind. */
  Recording recording() {
    return new Recording(product);
  }

  /** The measures that are taken here. */
  Measures measures() {
    return new Measures(this);
  }
}
