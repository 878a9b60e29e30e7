package io.hooklane.subscription.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hooklane.contracts.id.EndpointId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

  private static final Random RANDOM = new Random(1);
  private static final EndpointId A =
      EndpointId.random(Instant.EPOCH.plusSeconds(2_000_000_000L), RANDOM);
  private static final EndpointId B =
      EndpointId.random(Instant.EPOCH.plusSeconds(2_000_000_000L), RANDOM);

  @Test
  void opensWhatItSealedForTheSameEndpointOnly(@TempDir Path directory) {
    Path file = io.hooklane.servers.MasterKey.ensure(directory.resolve("key.json"));
    MasterKey key = new MasterKey(() -> file);
    SigningSecret secret = SigningSecret.random(RANDOM);

    String sealed = key.seal(A, secret);

    assertThat(key.open(A, sealed)).isEqualTo(secret);
    assertThat(key.seal(A, secret)).isNotEqualTo(sealed);
    assertThatIllegalStateException().isThrownBy(() -> key.open(B, sealed));
  }

  @Test
  void saysWhichSettingIsMissing(@TempDir Path directory) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new MasterKey(() -> directory.resolve("none")))
        .withMessageContaining("hooklane.master-key.file");
  }
}
