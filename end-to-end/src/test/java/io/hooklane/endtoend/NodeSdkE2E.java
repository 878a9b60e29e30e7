package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official SDKs for JavaScript, of both generations, work unmodified. */
@EndToEnd
class NodeSdkE2E {

  private final Hooklane hooklane;

  NodeSdkE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @ParameterizedTest
  @ValueSource(strings = {"svix-1", "svix-2"})
  void everyMethodRoundTrips(String generation) {
    NodeScript node = new NodeScript();
    assumeTrue(
        node.isThere() || NodeScript.isRequired(),
        "Node is not on the PATH; with HOOKLANE_REQUIRE_NODE=1 that fails");
    node.installed();

    NodeScript.Ended ended =
        node.run(
            generation,
            hooklane.standalone().apiUrl(),
            hooklane.standalone().testKey(),
            hooklane.receiver().inbox().url());

    assertThat(ended.status()).as(ended.output()).isZero();
  }
}
