package io.hooklane.dispatcher.transport;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Sending;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How connections to one endpoint are made; what is sealed of it is opened when it is first needed
 * and then kept. Safe to share between threads.
 */
public final class EndpointTransport {

  private static final String CONTEXT_SUFFIX = "/client-certificate";
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Plain.class);

  private final MasterKey master;
  private final EndpointId endpoint;
  private final HttpVersion version;
  private final @Nullable String sealedCertificate;
  private final @Nullable String authorities;
  private volatile @Nullable Manner opened;

  /** Nothing is opened yet. */
  public EndpointTransport(MasterKey master, EndpointId endpoint, Sending sending) {
    this.master = master;
    this.endpoint = endpoint;
    this.version = sending.httpVersion();
    this.sealedCertificate = sending.sealedClientCertificate();
    this.authorities = sending.caCertificates();
    this.opened =
        version == HttpVersion.HTTP_1_1 && sealedCertificate == null && authorities == null
            ? Manner.USUAL
            : null;
  }

  /** What is sealed; it has no text form, since it is secret. */
  private record Plain(@Nullable String certificate, @Nullable String privateKey) {

    @Override
    public String toString() {
      return "Plain";
    }
  }

  /**
   * The manner of connections to it.
   *
   * @param secure whether they are TLS connections; to others nothing of it applies
   * @throws UnusableTransportException when the certificate cannot be opened, or a text is not what
   *     it should be
   */
  public Manner manner(boolean secure) throws UnusableTransportException {
    if (!secure) {
      return Manner.USUAL;
    }
    Manner ready = opened;
    if (ready == null) {
      ready =
          new Manner(
              version,
              sealedCertificate == null ? null : certificate(sealedCertificate),
              authorities == null ? null : Authorities.parse(authorities));
      opened = ready;
    }
    return ready;
  }

  private ClientCertificate certificate(String sealed) throws UnusableTransportException {
    Plain plain = read(sealed);
    if (plain == null || plain.certificate() == null || plain.privateKey() == null) {
      throw new UnusableTransportException("The endpoint's client certificate cannot be opened");
    }
    return ClientCertificate.parse(sealed, plain.certificate(), plain.privateKey());
  }

  private @Nullable Plain read(String sealed) {
    try {
      return JSON.readValue(master.open(endpoint.value() + CONTEXT_SUFFIX, sealed));
    } catch (UnopenableException | IOException e) {
      // The cause may hold the key.
      return null;
    }
  }
}
