package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class EndpointHeadersTest {

  @Property
  void valuesNeverShowByAccident(@ForAll @CharRange(from = 'a', to = 'z') char letter) {
    EndpointHeaders headers = EndpointHeaders.of(Map.of("X-1", "value" + letter));

    assertThat(headers.toString()).isEqualTo("EndpointHeaders[X-1]");
  }
}
