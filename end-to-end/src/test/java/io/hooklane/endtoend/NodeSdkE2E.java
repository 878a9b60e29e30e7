package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official SDKs for JavaScript, of both generations, work unmodified. */
@EndToEnd
class NodeSdkE2E {

  private static final String LOCK = "package-lock.json";

  private final Hooklane hooklane;
  private final Script script = Script.of("node");

  NodeSdkE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @ParameterizedTest
  @ValueSource(strings = {"svix-1", "svix-2"})
  void everyMethodRoundTrips(String generation) {
    assumeTrue(
        script.has("node", "--version") || "1".equals(System.getenv("HOOKLANE_REQUIRE_NODE")),
        "Node is not on the PATH; with HOOKLANE_REQUIRE_NODE=1 that fails");
    install();

    Script.Ended ended =
        script.run(hooklane.forScripts(), "node", "--test-reporter=spec", "sdk.mjs", generation);

    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /** What the lock file says, unless that was done before. */
  private void install() {
    if (script.isNews(LOCK)) {
      script.copy("package.json");
      script.copy(LOCK);
      script.require("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--silent");
      script.note(LOCK);
    }
    script.copy("sdk.mjs");
  }
}
