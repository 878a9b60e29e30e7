package io.hooklane.dispatcher.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.contracts.configuration.Configuration.Secret;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Signing secrets of an endpoint as they lie on the configuration log. */
final class Secrets {

  private static final MasterKey MASTER = new MasterKey(Keyset.create());
  private static final EndpointId ENDPOINT =
      EndpointId.random(Instant.now(), new SplittableRandom());

  private Secrets() {}

  static SigningKeys keys(Secret... secrets) {
    return new SigningKeys(MASTER, ENDPOINT, List.of(secrets));
  }

  static SigningKeys keysOfAnother(Secret... secrets) {
    EndpointId other = EndpointId.random(Instant.now(), new SplittableRandom());
    return new SigningKeys(MASTER, other, List.of(secrets));
  }

  /** Its text form; its bytes are {@code secret <name> .........}. */
  static String secret(String name) {
    return "whsec_"
        + Base64.getEncoder().encodeToString(("secret " + name + " .........").getBytes(UTF_8));
  }

  static Secret sealed(String secret, @Nullable Instant expiresAt) {
    return new Secret(MASTER.seal(ENDPOINT.value(), secret.getBytes(UTF_8)), expiresAt);
  }

  /** As Hooklane keeps it: the seed, then the public key, which are the ends of the encodings. */
  static String privateKey(KeyPair pair) {
    byte[] both = Arrays.copyOf(end(pair.getPrivate().getEncoded()), 64);
    System.arraycopy(end(pair.getPublic().getEncoded()), 0, both, 32, 32);
    return "whsk_" + Base64.getEncoder().encodeToString(both);
  }

  /** The 32 bytes of a public key. */
  static byte[] publicKey(KeyPair pair) {
    return end(pair.getPublic().getEncoded());
  }

  private static byte[] end(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }
}
