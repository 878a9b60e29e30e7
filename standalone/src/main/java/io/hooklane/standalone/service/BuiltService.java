package io.hooklane.standalone.service;

import io.hooklane.standalone.CommandException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service as its build left it. It is run with one flat class path, unlike its own launcher
 * would, because the virtual machine keeps an archive of loaded classes for such only: that halves
 * the time it takes to start.
 */
record BuiltService(Path target) {

  private static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

  /**
   * Since then the archive holds loaded and linked classes, and where their time goes (JEP 515).
   */
  private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

  /** As the manifest of the build's launcher has them. */
  private static final List<String> OPENED =
      List.of("java.base/java.lang", "java.base/java.nio", "java.base/jdk.internal.misc");

  /** What comes first wins: the build's own versions of classes before the originals. */
  private static final List<String> FOLDERS = List.of("quarkus", "app", "lib/boot", "lib/main");

  /** The arguments of the virtual machine that name the application, and its main class. */
  List<String> arguments(boolean recordsArchive) {
    List<String> arguments = new ArrayList<>();
    if (recordsArchive) {
      arguments.add(
          (AHEAD_OF_TIME ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive());
    } else if (hasArchive()) {
      arguments.add((AHEAD_OF_TIME ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive());
    }
    OPENED.forEach(opened -> arguments.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    arguments.add("-cp");
    arguments.add(classPath());
    arguments.add(MAIN_CLASS);
    return arguments;
  }

  private Path application() {
    return target.resolve("quarkus-app");
  }

  private Path archive() {
    return target.resolve(AHEAD_OF_TIME ? "classes.aot" : "classes.jsa");
  }

  private boolean hasArchive() {
    try {
      Path made = application().resolve("quarkus-run.jar");
      return Files.exists(archive())
          && Files.getLastModifiedTime(archive()).compareTo(Files.getLastModifiedTime(made)) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String classPath() {
    if (!Files.exists(application().resolve("quarkus-run.jar"))) {
      throw new CommandException(
          application()
              + " is missing: run ./mvnw -DskipTests package, or unset HOOKLANE_SKIP_BUILD");
    }
    return FOLDERS.stream()
        .flatMap(folder -> jars(application().resolve(folder)).stream())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The build left no " + folder, e);
    }
  }
}
