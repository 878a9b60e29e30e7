package io.hooklane.dispatcher.signing;

import static io.hooklane.dispatcher.signing.Secrets.keys;
import static io.hooklane.dispatcher.signing.Secrets.privateKey;
import static io.hooklane.dispatcher.signing.Secrets.sealed;
import static io.hooklane.dispatcher.signing.Secrets.secret;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to sign a body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignerBenchmark {

  private static final String MESSAGE = "msg_2wQzXy0aBcDeFgHiJkLmNoPqRsT";
  private static final String TIMESTAMP = "1760000000";

  /** Of the body. */
  @Param({"1024", "65536"})
  int bytes = 1024;

  private final Signer signer = new Signer();
  private final Instant now = Instant.now();
  private byte[] body = new byte[0];
  private SigningKeys symmetric = keys();
  private SigningKeys asymmetric = keys();

  /** Makes keys and a body. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    body = new byte[bytes];
    symmetric = keys(sealed(secret("bench"), null));
    asymmetric =
        keys(sealed(privateKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()), null));
  }

  /** With HMAC-SHA256, as most endpoints have it. */
  @Benchmark
  public String hmac() throws UnusableSecretException {
    return signer.sign(symmetric, MESSAGE, TIMESTAMP, body, now);
  }

  /** With Ed25519. */
  @Benchmark
  public String ed25519() throws UnusableSecretException {
    return signer.sign(asymmetric, MESSAGE, TIMESTAMP, body, now);
  }
}
