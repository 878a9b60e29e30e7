package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official SDKs for Python, of both generations, work unmodified. */
@EndToEnd
class PythonSdkE2E {

  private static final String PYTHON = "python3";

  private final Hooklane hooklane;
  private final Script script = Script.of("python");

  PythonSdkE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @ParameterizedTest
  @ValueSource(strings = {"svix-1", "svix-2"})
  void everyMethodRoundTrips(String generation) {
    assumeTrue(
        script.has(PYTHON, "-m", "pip", "--version")
            || "1".equals(System.getenv("HOOKLANE_REQUIRE_PYTHON")),
        "Python with pip is not on the PATH; with HOOKLANE_REQUIRE_PYTHON=1 that fails");
    install(generation);
    Map<String, String> environment = new HashMap<>(hooklane.forScripts());
    environment.put("PYTHONPATH", generation);

    Script.Ended ended = script.run(environment, PYTHON, "sdk.py");

    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /** What the requirements say, unless that was done before. */
  private void install(String generation) {
    String requirements = generation + ".txt";
    if (script.isNews(requirements)) {
      script.copy(requirements);
      script.require(
          PYTHON,
          "-m",
          "pip",
          "install",
          "--quiet",
          "--upgrade",
          "--disable-pip-version-check",
          "--target",
          generation,
          "--requirement",
          requirements);
      script.note(requirements);
    }
    script.copy("sdk.py");
  }
}
