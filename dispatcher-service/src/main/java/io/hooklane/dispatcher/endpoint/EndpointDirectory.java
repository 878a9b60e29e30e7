package io.hooklane.dispatcher.endpoint;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.signing.SigningKeys;
import io.hooklane.sealing.MasterKey;
import io.hooklane.topics.ConfigurationListener;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All endpoints, as the configuration log has them. */
@Singleton
public class EndpointDirectory implements ConfigurationListener {

  private final MasterKey master;
  private final Map<EndpointId, Endpoint> endpoints = new ConcurrentHashMap<>();

  public EndpointDirectory(MasterKey master) {
    this.master = master;
  }

  /** The endpoint; empty when it was deleted, or never was. */
  public Optional<Endpoint> find(EndpointId id) {
    return Optional.ofNullable(endpoints.get(id));
  }

  @Override
  public void changed(Configuration configuration) {
    if (configuration instanceof Configuration.Endpoint endpoint) {
      endpoints.put(
          endpoint.id(),
          new Endpoint(
              endpoint.id(),
              Destination.of(endpoint.url()),
              endpoint.disabled(),
              new SigningKeys(master, endpoint.id(), endpoint.secrets()),
              new ExtraHeaders(master, endpoint.id(), endpoint.sealedHeaders()),
              endpoint.retrySchedule()));
    }
  }

  @Override
  public void removed(ConfigurationKey key) {
    if (key.kind() == ConfigurationKey.Kind.ENDPOINT && EndpointId.isForm(key.id())) {
      endpoints.remove(new EndpointId(key.id()));
    }
  }
}
