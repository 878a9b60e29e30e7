package io.hooklane.subscription.sourceaddress;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class SourceAddressesIT {

  @Test
  void areTheOnesThatTheOperatorConfiguredForAnyCaller() {
    assertThat(
            Api.with(Tokens.of("anybody", Set.of(), Map.of()))
                .get("/api/v1/source-addresses")
                .text())
        .isEqualTo("{\"cidrs\":[\"198.51.100.7/32\",\"2001:db8::/48\"]}");
    assertThat(Api.with("nobody").get("/api/v1/source-addresses").status()).isEqualTo(401);
  }
}
