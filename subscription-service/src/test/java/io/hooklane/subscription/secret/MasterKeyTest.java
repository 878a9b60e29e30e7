package io.hooklane.subscription.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

  @Test
  void opensWhatItSealedForTheSameContextOnly(@TempDir Path directory) {
    Path file = io.hooklane.servers.MasterKey.ensure(directory.resolve("key.json"));
    MasterKey key = new MasterKey(() -> file);
    byte[] plain = {1, 2, 3};

    String sealed = key.seal("a", plain);

    assertThat(key.open("a", sealed)).isEqualTo(plain);
    assertThat(key.seal("a", plain)).isNotEqualTo(sealed);
    assertThatIllegalStateException().isThrownBy(() -> key.open("b", sealed));
  }

  @Test
  void saysWhichSettingIsMissing(@TempDir Path directory) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new MasterKey(() -> directory.resolve("none")))
        .withMessageContaining("hooklane.master-key.file");
  }
}
