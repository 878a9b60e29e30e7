package io.hooklane.standalone;

import io.hooklane.servers.KafkaServer;
import io.hooklane.servers.PostgresServer;
import io.hooklane.standalone.StandaloneFile.RunningProcess;
import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.installation.JsonFile;
import io.hooklane.standalone.installation.PortBook;
import io.hooklane.standalone.installation.Secrets;
import io.hooklane.standalone.service.Service;
import io.hooklane.standalone.service.ServiceLaunches;
import io.hooklane.standalone.service.Surroundings;
import io.hooklane.standalone.service.Surroundings.Database;
import io.hooklane.standalone.supervision.Child;
import io.hooklane.standalone.supervision.Leftovers;
import io.hooklane.standalone.supervision.ProcessRecord;
import io.hooklane.standalone.supervision.ServerChild;
import io.hooklane.standalone.supervision.ServiceChild;
import io.hooklane.standalone.supervision.Supervisor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All processes of one run, and the files that tell others of them. */
final class Processes {

  private static final int KAFKA_PORT = 9092;

  private final DataDirectory directory;
  private final Supervisor supervisor;
  private final Leftovers leftovers;
  private final List<Child> servers = new ArrayList<>();
  private final List<ServiceChild> services = new ArrayList<>();
  private final Addresses addresses;
  private boolean ready;

  private Processes(
      UpOptions options,
      PortBook ports,
      URI receiverUrl,
      Supervisor supervisor,
      Leftovers leftovers) {
    this.directory = options.directory();
    this.supervisor = supervisor;
    this.leftovers = leftovers;
    Secrets secrets = Secrets.ensure(directory.secrets());
    Database database = options.database().orElseGet(() -> addPostgres(ports, secrets));
    String kafka = options.kafka().orElseGet(() -> addKafka(ports));
    Surroundings surroundings =
        new Surroundings(
            kafka,
            database,
            secrets,
            servicePorts(options, ports),
            ports.choose("gateway-management"));
    ServiceLaunches launches = new ServiceLaunches(options.home(), directory, System.getenv());
    for (Service service : Service.values()) {
      services.add(new ServiceChild(launches.of(service, surroundings), this::changed));
    }
    URI front = surroundings.url(Service.GATEWAY);
    this.addresses =
        new Addresses(
            front,
            front.resolve("/"),
            receiverUrl,
            kafka,
            withCredentials(database),
            secrets.liveKey(),
            secrets.testKey(),
            secrets.operatorKey());
  }

  /** Chooses ports, makes secrets that are missing; starts nothing yet. */
  static Processes choose(
      UpOptions options,
      PortBook ports,
      URI receiverUrl,
      Supervisor supervisor,
      Leftovers leftovers) {
    Processes processes = new Processes(options, ports, receiverUrl, supervisor, leftovers);
    ports.save();
    return processes;
  }

  /** Starts them and returns when all are ready. */
  void start() {
    supervisor.start(servers);
    supervisor.start(services);
    setReady();
  }

  /** Stops them in the order in which nothing is lost. */
  void stop() {
    setStopped();
    List<Child> order = new ArrayList<>(services);
    order.addAll(servers.reversed());
    supervisor.stop(order);
    leftovers.clear();
  }

  /** Where the product is reached. */
  Addresses addresses() {
    return addresses;
  }

  private Database addPostgres(PortBook ports, Secrets secrets) {
    PostgresServer postgres =
        new PostgresServer(
            directory.postgres(),
            directory.logs(),
            ports.choose("postgres"),
            secrets.postgresPassword());
    servers.add(
        new ServerChild("postgres", postgres, postgres::process, postgres.log(), this::changed));
    return new Database(postgres.jdbcUrl(), postgres.username(), postgres.password());
  }

  private String addKafka(PortBook ports) {
    KafkaServer kafka =
        new KafkaServer(
            directory.kafka(),
            directory.logs(),
            ports.choose("kafka", KAFKA_PORT),
            ports.choose("kafka-controller"));
    servers.add(new ServerChild("kafka", kafka, kafka::process, kafka.log(), this::changed));
    return kafka.bootstrapServers();
  }

  private static Map<Service, Integer> servicePorts(UpOptions options, PortBook ports) {
    Map<Service, Integer> chosen = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      chosen.put(
          service, service == Service.GATEWAY ? options.port() : ports.choose(service.label()));
    }
    return chosen;
  }

  private synchronized void setReady() {
    ready = true;
    changed();
  }

  private synchronized void setStopped() {
    ready = false;
  }

  private synchronized void changed() {
    List<ProcessRecord> records = new ArrayList<>();
    Map<String, RunningProcess> running = new LinkedHashMap<>();
    for (ServiceChild service : services) {
      add(service, service.managementUrl(), records, running);
    }
    for (Child server : servers.reversed()) {
      add(server, null, records, running);
    }
    records.add(ProcessRecord.of(Leftovers.SUPERVISOR, ProcessHandle.current()));
    leftovers.write(records);
    if (ready) {
      JsonFile.write(
          directory.standaloneFile(),
          new StandaloneFile(addresses, ProcessHandle.current().pid(), running));
    }
  }

  private static void add(
      Child child,
      @Nullable URI managementUrl,
      List<ProcessRecord> records,
      Map<String, RunningProcess> running) {
    child
        .process()
        .ifPresent(
            process -> {
              records.add(ProcessRecord.of(child.name(), process));
              running.put(
                  child.name(),
                  new RunningProcess(process.pid(), managementUrl, child.log().toString()));
            });
  }

  private static String withCredentials(Database database) {
    String separator = database.jdbcUrl().contains("?") ? "&" : "?";
    return "%s%suser=%s&password=%s"
        .formatted(
            database.jdbcUrl(),
            separator,
            URLEncoder.encode(database.username(), StandardCharsets.UTF_8),
            URLEncoder.encode(database.password(), StandardCharsets.UTF_8));
  }
}
