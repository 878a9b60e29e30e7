package io.hooklane.dispatcher.signing;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one endpoint, opened when they are first needed and then kept. Safe to share
 * between threads.
 */
public final class SigningKeys {

  private static final String PREFIX = "whsec_";

  private final MasterKey master;
  private final EndpointId endpoint;
  private final List<Configuration.Secret> sealed;
  private volatile @Nullable List<SigningKey> opened;

  /** One key, and until when it signs; null for as long as it is configured. */
  record SigningKey(SecretKeySpec key, @Nullable Instant expiresAt) {

    boolean signsAt(Instant moment) {
      return expiresAt == null || moment.isBefore(expiresAt);
    }
  }

  /** Newest first; nothing is opened yet. */
  public SigningKeys(MasterKey master, EndpointId endpoint, List<Configuration.Secret> sealed) {
    this.master = master;
    this.endpoint = endpoint;
    this.sealed = List.copyOf(sealed);
  }

  /**
   * The keys, newest first.
   *
   * @throws UnusableSecretException when there is none, or one cannot be opened
   */
  List<SigningKey> open() throws UnusableSecretException {
    List<SigningKey> ready = opened;
    if (ready == null) {
      ready = openAll();
      opened = ready;
    }
    return ready;
  }

  private List<SigningKey> openAll() throws UnusableSecretException {
    if (sealed.isEmpty()) {
      throw new UnusableSecretException("The endpoint has no signing secret");
    }
    List<SigningKey> keys = new ArrayList<>(sealed.size());
    for (Configuration.Secret secret : sealed) {
      try {
        String text = master.open(secret, endpoint);
        String key = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        keys.add(
            new SigningKey(
                new SecretKeySpec(Base64.getDecoder().decode(key), Signer.ALGORITHM),
                secret.expiresAt()));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // The cause may hold the secret's text.
        throw new UnusableSecretException("The endpoint's signing secret cannot be opened");
      }
    }
    return List.copyOf(keys);
  }
}
