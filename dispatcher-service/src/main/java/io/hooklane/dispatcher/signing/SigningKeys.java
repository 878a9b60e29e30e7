package io.hooklane.dispatcher.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one endpoint, opened when they are first needed and then kept. Safe to share
 * between threads.
 */
public final class SigningKeys {

  private final MasterKey master;
  private final EndpointId endpoint;
  private final List<Configuration.Secret> sealed;
  private volatile @Nullable List<SigningKey> opened;

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
        byte[] text = master.open(endpoint.value(), secret.sealed());
        keys.add(SigningKey.parse(new String(text, UTF_8), secret.expiresAt()));
      } catch (UnopenableException | GeneralSecurityException | IllegalArgumentException e) {
        // The cause may hold the secret's text.
        throw new UnusableSecretException("The endpoint's signing secret cannot be opened");
      }
    }
    return List.copyOf(keys);
  }
}
