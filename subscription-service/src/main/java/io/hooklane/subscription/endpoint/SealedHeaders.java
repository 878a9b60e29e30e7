package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.subscription.sending.SealedPart;
import io.hooklane.subscription.sending.SealedParts;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The headers of endpoints, sealed wherever they lie. */
@Singleton
@Transactional(Transactional.TxType.MANDATORY)
class SealedHeaders {

  private final SealedParts parts;

  SealedHeaders(SealedParts parts) {
    this.parts = parts;
  }

  /** An endpoint's headers. */
  EndpointHeaders of(EndpointId endpoint) {
    return parts
        .open(endpoint, SealedPart.HEADERS)
        .map(EndpointHeaders::of)
        .orElse(EndpointHeaders.NONE);
  }

  /** The names of these endpoints' headers; none of one whose headers cannot be opened. */
  Map<String, Set<String>> names(Collection<String> ids) {
    Map<String, Set<String>> names = new HashMap<>();
    parts
        .openable(ids.stream().map(EndpointId::new).toList(), SealedPart.HEADERS)
        .forEach((id, texts) -> names.put(id.value(), EndpointHeaders.of(texts).values().keySet()));
    return names;
  }

  /** Gives an endpoint other headers. */
  void replace(EndpointId endpoint, EndpointHeaders wanted) {
    parts.replace(endpoint, SealedPart.HEADERS, wanted.values());
  }
}
