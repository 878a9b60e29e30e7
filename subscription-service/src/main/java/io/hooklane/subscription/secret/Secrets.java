package io.hooklane.subscription.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.ApiException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The signing secrets of endpoints. Changes run in the transaction of the endpoint's change, which
 * holds the endpoint's row: an endpoint's secrets change one after the other.
 */
@Singleton
@Transactional(Transactional.TxType.MANDATORY)
public class Secrets {

  /** How many secrets may still sign beside the current one. */
  public static final int MOST_OLD = 10;

  private final SecretRepository secrets;
  private final MasterKey masterKey;
  private final Clock clock;
  private final RandomGenerator random;

  Secrets(SecretRepository secrets, MasterKey masterKey, Clock clock, RandomGenerator random) {
    this.secrets = secrets;
    this.masterKey = masterKey;
    this.clock = clock;
    this.random = random;
  }

  /** Gives a new endpoint its secret: this one, or a new one. */
  public void begin(EndpointId endpoint, @Nullable SigningSecret supplied) {
    add(endpoint, supplied, now());
  }

  /**
   * Makes another secret the current one: this one, or a new one.
   *
   * @param grace how long the current one still signs; one that was rotated out before keeps its
   *     own end
   * @throws ApiException 400 when {@value #MOST_OLD} old ones still sign
   */
  public void rotate(EndpointId endpoint, @Nullable SigningSecret supplied, Duration grace) {
    Instant now = now();
    secrets.deleteExpired(endpoint, now);
    List<SecretRow> valid = secrets.valid(endpoint, now);
    if (valid.size() > MOST_OLD) {
      throw new ApiException(
          400,
          "limit_reached",
          "At most " + MOST_OLD + " rotated secrets stay valid at a time; wait until one expires");
    }
    for (SecretRow row : valid) {
      if (row.expiresAt == null) {
        row.expiresAt = now.plus(grace);
      }
    }
    // The index that allows one current secret is checked row by row.
    secrets.flush();
    add(endpoint, supplied, now);
  }

  /** The current secret. */
  public SigningSecret current(EndpointId endpoint) {
    String sealed = secrets.valid(endpoint, now()).getFirst().sealed;
    return new SigningSecret(new String(masterKey.open(endpoint.value(), sealed), UTF_8));
  }

  /** Every secret that signs, sealed, newest first, as other services get them. */
  public List<Configuration.Secret> sealed(EndpointId endpoint) {
    return secrets.valid(endpoint, now()).stream()
        .map(row -> new Configuration.Secret(row.sealed, row.expiresAt))
        .toList();
  }

  private void add(EndpointId endpoint, @Nullable SigningSecret supplied, Instant now) {
    SigningSecret secret = supplied == null ? SigningSecret.random(random) : supplied;
    SecretRow row = new SecretRow();
    row.endpointId = endpoint.value();
    row.sealed = masterKey.seal(endpoint.value(), secret.text().getBytes(UTF_8));
    row.createdAt = now;
    secrets.persistAndFlush(row);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
