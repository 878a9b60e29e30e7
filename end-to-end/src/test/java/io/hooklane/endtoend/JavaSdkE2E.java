package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The official SDK for Java works unmodified: only the server's URL and the key are Hooklane's. */
@EndToEnd
class JavaSdkE2E {

  private final Hooklane hooklane;

  JavaSdkE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @TestFactory
  Stream<DynamicContainer> everyMethodRoundTrips() {
    String receiver = hooklane.receiver().inbox().url();
    String key = new Keys(hooklane).ofAnEnvironmentOfItsOwn();
    return JavaSdk.versions()
        .map(
            sdk ->
                DynamicContainer.dynamicContainer(
                    "svix " + sdk.version(),
                    sdk.checks(hooklane.standalone().apiUrl(), key, receiver).entrySet().stream()
                        .map(check -> DynamicTest.dynamicTest(check.getKey(), check.getValue()))));
  }

  @Test
  void thereAreTwoVersionsOfIt() {
    assertThat(JavaSdk.versions().map(JavaSdk::version).distinct()).hasSize(2);
  }
}
