package io.hooklane.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/** The files of a broker in its directory: its settings, its logging, its data. */
record KafkaFiles(Path directory, Path logs) {

  Path data() {
    return directory.resolve("data");
  }

  Path serverProperties() {
    return directory.resolve("server.properties");
  }

  Path loggingProperties() {
    return directory.resolve("logging.properties");
  }

  /** The broker's log, of which one older file is kept. */
  Path log() {
    return logs.resolve("kafka.0.log");
  }

  /** What the broker prints; its log proper is in files of its own. */
  Path output() {
    return logs.resolve("kafka.out");
  }

  /** 22 characters that Kafka accepts as a cluster's id; never with a leading dash. */
  static String newClusterId() {
    UUID id = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits() & Long.MAX_VALUE);
    bytes.putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  void write(int port, int controllerPort) {
    try {
      Files.writeString(serverProperties(), settings(port, controllerPort));
      Files.writeString(loggingProperties(), logging());
    } catch (IOException e) {
      throw new ServerException("Could not write Kafka's settings in " + directory, e);
    }
  }

  private String settings(int port, int controllerPort) {
    // The static voters, unlike a dynamic quorum, let the controller's port change between starts.
    // The session is short since it only keeps the one broker from coming back after a crash: as
    // long as it lasts, the controller takes that for a second one.
    // The kernel sizes the sockets' buffers: one segment over loopback may take two thirds of the
    // 100 KiB that Kafka asks for; what finds no room is dropped, and sent again 200 ms later.
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=BROKER://127.0.0.1:%1$d
    listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=BROKER
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    auto.create.topics.enable=false
    num.partitions=1
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=8
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    log.segment.bytes=134217728
    num.network.threads=2
    num.io.threads=4
    socket.receive.buffer.bytes=-1
    socket.send.buffer.bytes=-1
    log.cleaner.threads=1
    log.cleaner.dedupe.buffer.size=16777216
    message.max.bytes=4194304
    controlled.shutdown.enable=true
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    """
        .formatted(port, controllerPort, data());
  }

  private String logging() {
    return """
    handlers=java.util.logging.FileHandler
    .level=INFO
    java.util.logging.FileHandler.pattern=%s/kafka.%%g.log
    java.util.logging.FileHandler.limit=10000000
    java.util.logging.FileHandler.count=2
    java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
    java.util.logging.SimpleFormatter.format=%%1$tFT%%1$tT.%%1$tL %%4$s %%3$s %%5$s%%6$s%%n
    kafka.server.KafkaRaftServer.handlers=java.util.logging.ConsoleHandler
    kafka.Kafka$.handlers=java.util.logging.ConsoleHandler
    """
        .formatted(logs);
  }
}
