package io.hooklane.subscription.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.ApiException;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
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

  /** Gives a new endpoint its secret. */
  public void begin(EndpointId endpoint, SecretChoice choice) {
    SecretType type = choice.type() == null ? SecretType.HMAC : choice.type();
    add(endpoint, choice.supplied(), type, now());
  }

  /**
   * Makes another secret the current one.
   *
   * @param grace how long the current one still signs; one that was rotated out before keeps its
   *     own end
   * @throws ApiException 400 when {@value #MOST_OLD} old ones still sign
   */
  public void rotate(EndpointId endpoint, SecretChoice choice, Duration grace) {
    Instant now = now();
    secrets.deleteExpired(endpoint, now);
    List<SecretRow> valid = secrets.valid(endpoint, now);
    if (valid.size() > MOST_OLD) {
      throw new ApiException(
          400,
          "limit_reached",
          "At most " + MOST_OLD + " rotated secrets stay valid at a time; wait until one expires");
    }
    SecretType type = choice.type() == null ? typeOf(valid.getFirst()) : choice.type();
    for (SecretRow row : valid) {
      if (row.expiresAt == null) {
        row.expiresAt = now.plus(grace);
      }
    }
    // The index that allows one current secret is checked row by row.
    secrets.flush();
    add(endpoint, choice.supplied(), type, now);
  }

  /** The current secret. */
  public SigningSecret current(EndpointId endpoint) {
    return opened(secrets.valid(endpoint, now()).getFirst());
  }

  /** Whether one of this type signs for an endpoint. */
  public boolean has(EndpointId endpoint, SecretType type) {
    return secrets.valid(endpoint, now()).stream().anyMatch(row -> typeOf(row) == type);
  }

  /** Every secret that signs, sealed, newest first, as other services get them. */
  public List<Configuration.Secret> sealed(EndpointId endpoint) {
    return secrets.valid(endpoint, now()).stream()
        .map(row -> new Configuration.Secret(row.sealed, row.expiresAt))
        .toList();
  }

  /**
   * Seals an endpoint's secrets with the primary key.
   *
   * @return false when one of them cannot be opened; all of them are then left as they are
   */
  public boolean reseal(EndpointId endpoint) {
    Instant now = now();
    secrets.deleteExpired(endpoint, now);
    List<SecretRow> rows = secrets.valid(endpoint, now);
    List<SigningSecret> opened;
    try {
      opened = rows.stream().map(this::opened).toList();
    } catch (UnopenableException e) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      seal(rows.get(i), opened.get(i));
    }
    secrets.flush();
    return true;
  }

  private void add(
      EndpointId endpoint, @Nullable SigningSecret supplied, SecretType type, Instant now) {
    SecretRow row = new SecretRow();
    row.endpointId = endpoint.value();
    row.createdAt = now;
    seal(row, supplied == null ? SigningSecret.random(type, random) : supplied);
    secrets.persistAndFlush(row);
  }

  private void seal(SecretRow row, SigningSecret secret) {
    row.sealed = masterKey.seal(row.endpointId, secret.text().getBytes(UTF_8));
    row.sealedUnder = masterKey.keyset().primary();
  }

  private SecretType typeOf(SecretRow row) {
    try {
      return opened(row).type();
    } catch (UnopenableException e) {
      // To be replaced is the only help for it.
      return SecretType.HMAC;
    }
  }

  private SigningSecret opened(SecretRow row) {
    return SigningSecret.supplied(new String(masterKey.open(row.endpointId, row.sealed), UTF_8));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
