package io.hooklane.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/**
 * One version of the official SDK, with the checks that were compiled against another one: so it
 * shows, too, that what they need is the same in both.
 *
 * @param version as published
 */
record JavaSdk(String version, Path jar) {

  private static final String CHECKS = "io.hooklane.endtoend.sdk.";

  /** All versions that the build has put aside, the oldest one first. */
  static Stream<JavaSdk> versions() {
    Path directory = Path.of(System.getProperty("hooklane.sdks", "target/sdks"));
    try (Stream<Path> jars = Files.list(directory)) {
      return jars.sorted().map(JavaSdk::of).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its checks, by name, against a server. */
  @SuppressWarnings("unchecked") // A map crosses from one class loader to the other.
  Map<String, Executable> checks(URI server, String key, String receiver) {
    try {
      Class<?> calls = new Isolated(jar).loadClass(CHECKS + "SdkCalls");
      return ((Supplier<Map<String, Executable>>)
              calls
                  .getConstructor(String.class, String.class, String.class)
                  .newInstance(server.toString(), key, receiver))
          .get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JavaSdk of(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return new JavaSdk(name.replaceAll("svix-|\\.jar", ""), jar);
  }

  /** Loads the SDK from this jar and the checks anew, everything else as the tests have it. */
  private static final class Isolated extends URLClassLoader {

    Isolated(Path jar) {
      super(urls(jar), JavaSdk.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("com.svix.") && !name.startsWith(CHECKS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    private static URL[] urls(Path jar) {
      try {
        URL tests = JavaSdk.class.getProtectionDomain().getCodeSource().getLocation();
        return List.of(jar.toUri().toURL(), tests).toArray(URL[]::new);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
