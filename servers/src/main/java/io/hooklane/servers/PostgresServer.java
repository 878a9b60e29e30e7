package io.hooklane.servers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL as a child process on the loopback address, with one database, {@code hooklane}. Runs
 * as root too, in a user namespace, since PostgreSQL itself refuses root. Only one with temporary
 * data ends with this JVM by itself.
 */
public final class PostgresServer implements Server {

  private static final String DATABASE = "hooklane";
  private static final String USER = "hooklane";
  private static final Duration INIT_LIMIT = Duration.ofSeconds(60);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long LEAST_BUFFERS_MIB = 512;
  private static final long MOST_BUFFERS_MIB = 4096;

  private final Path directory;
  private final Path logs;
  private final int port;
  private final String password;
  private final boolean temporary;
  private volatile @Nullable ChildProcess child;

  /**
   * With data that stay.
   *
   * @param directory for the data; made when it is missing
   * @param logs the directory of its log; made when it is missing
   * @param password of the user {@code hooklane}; the same at each start on one directory
   */
  public PostgresServer(Path directory, Path logs, int port, String password) {
    this(directory, logs, port, password, false);
  }

  private PostgresServer(Path directory, Path logs, int port, String password, boolean temporary) {
    this.directory = directory.toAbsolutePath();
    this.logs = logs.toAbsolutePath();
    this.port = port;
    this.password = password;
    this.temporary = temporary;
  }

  /**
   * On a free port, with data that {@link #close} deletes and that need not survive the machine.
   */
  public static PostgresServer temporary() {
    Path directory = Directories.temporary("hooklane-postgres");
    return new PostgresServer(directory, directory, Ports.anyFree(), "for-tests-only", true);
  }

  /** Of the database {@code hooklane}. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /** A user that may do everything in the database. */
  public String username() {
    return USER;
  }

  /** The user's password. */
  public String password() {
    return password;
  }

  /** The postmaster of the last start; empty before the first. */
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(child).map(ChildProcess::handle);
  }

  /** What it logs, from its last start on. */
  public Path log() {
    return logs.resolve("postgres.log");
  }

  @Override
  public synchronized void start() {
    if (child != null && child.isAlive()) {
      return;
    }
    if (!Ports.isFree(port)) {
      throw new ServerException("Port " + port + " for PostgreSQL is used by another process");
    }
    Path programs = PostgresBinaries.directory().resolve("bin");
    Directories.create(directory);
    Directories.create(logs);
    if (!Files.exists(data().resolve("PG_VERSION"))) {
      initialize(programs);
    }
    child = startPostmaster(programs);
    if (temporary) {
      child.endWithThisJvm();
    }
    createDatabase();
  }

  @Override
  public synchronized void stop() {
    if (child == null || !child.isAlive()) {
      return;
    }
    // SIGINT is PostgreSQL's fast shutdown: sessions end, everything committed is written.
    child.signal("INT");
    if (!child.awaitExit(STOP_LIMIT)) {
      child.kill();
    }
  }

  @Override
  public synchronized void kill() {
    running().kill();
  }

  @Override
  public synchronized void pause() {
    running().signalFamily("STOP");
  }

  @Override
  public synchronized void resume() {
    running().signalFamily("CONT");
  }

  @Override
  public void close() {
    stop();
    if (temporary) {
      Directories.delete(directory);
    }
  }

  private ChildProcess running() {
    if (child == null) {
      throw new ServerException("PostgreSQL was not started");
    }
    return child;
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void initialize(Path programs) {
    Path passwordFile = directory.resolve("password");
    try {
      Directories.delete(data());
      Files.deleteIfExists(passwordFile);
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, password);
      List<String> command = unprivileged(programs.resolve("initdb"));
      command.addAll(List.of("-D", data().toString(), "-U", USER, "-A", "scram-sha-256"));
      command.addAll(List.of("--pwfile", passwordFile.toString(), "-E", "UTF8", "--no-locale"));
      command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
      command.add("--no-instructions");
      if (temporary) {
        command.add("--no-sync");
      }
      ChildProcess.run(command, logs.resolve("postgres-initdb.out"), INIT_LIMIT);
      Files.delete(passwordFile);
    } catch (IOException e) {
      throw new ServerException("Could not prepare " + directory, e);
    }
  }

  private ChildProcess startPostmaster(Path programs) {
    List<String> command = unprivileged(programs.resolve("postgres"));
    command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
    settings()
        .forEach(
            (name, value) -> {
              command.add("-c");
              command.add(name + "=" + value);
            });
    // After a crash the old backends hold the data for a moment; then PostgreSQL exits at once.
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      ChildProcess started = ChildProcess.start(command, Map.of("TZ", "UTC"), log());
      if (awaitReady(started, deadline)) {
        return started;
      }
      started.kill();
      boolean heldByOldBackends = started.tail().contains("still in use");
      if (!heldByOldBackends || System.nanoTime() > deadline) {
        throw new ServerException("PostgreSQL did not start:\n" + started.tail());
      }
    }
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("listen_addresses", "127.0.0.1"),
        Map.entry("unix_socket_directories", ""),
        Map.entry("max_connections", "200"),
        Map.entry("shared_buffers", temporary ? "256MB" : sharedBuffers()),
        Map.entry("wal_buffers", "32MB"),
        // Each checkpoint makes pages be logged as a whole again: seldom, even at full speed.
        Map.entry("max_wal_size", "4GB"),
        Map.entry("checkpoint_timeout", "15min"),
        Map.entry("fsync", temporary ? "off" : "on"),
        Map.entry("log_timezone", "UTC"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_checkpoints", "off"),
        // Statements that fail are their callers' to report; the file has no bound of its own.
        Map.entry("log_min_messages", "log"));
  }

  /**
   * An eighth of the machine's memory, taken only as far as it is used. What is recorded in some
   * minutes should fit, so that its pages are not written and read several times.
   */
  private static String sharedBuffers() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long eighth = machine.getTotalMemorySize() / 8 / MEBIBYTE;
    return Math.clamp(eighth, LEAST_BUFFERS_MIB, MOST_BUFFERS_MIB) + "MB";
  }

  private boolean awaitReady(ChildProcess started, long deadline) {
    while (started.isAlive() && System.nanoTime() < deadline) {
      try (Connection connection = connect("postgres")) {
        return connection.isValid(1);
      } catch (SQLException e) {
        if (started.awaitExit(POLL)) {
          return false;
        }
      }
    }
    return false;
  }

  private void createDatabase() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select 1 from pg_database where datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("create database " + DATABASE);
      }
    } catch (SQLException e) {
      throw new ServerException("Could not create the database " + DATABASE, e);
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "20");
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static List<String> unprivileged(Path program) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program.toString());
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
