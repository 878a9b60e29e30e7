package io.hooklane.subscription.endpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of endpoints, sealed wherever they lie. Changes run in the transaction of the
 * endpoint's change, which holds the endpoint's row.
 */
@Singleton
@Transactional(Transactional.TxType.MANDATORY)
class SealedHeaders {

  private static final String CONTEXT_SUFFIX = "/headers";
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final HeadersRepository headers;
  private final MasterKey masterKey;
  private final ObjectMapper json;

  SealedHeaders(HeadersRepository headers, MasterKey masterKey, ObjectMapper json) {
    this.headers = headers;
    this.masterKey = masterKey;
    this.json = json;
  }

  /** An endpoint's headers. */
  EndpointHeaders of(EndpointId endpoint) {
    return headers.findByIdOptional(endpoint.value()).map(this::open).orElse(EndpointHeaders.NONE);
  }

  /** The names of these endpoints' headers; none of one whose headers cannot be opened. */
  Map<String, Set<String>> names(Collection<String> ids) {
    Map<String, Set<String>> names = new HashMap<>();
    for (HeadersRow row : headers.list("endpointId in ?1", ids)) {
      try {
        names.put(row.endpointId, open(row).values().keySet());
      } catch (UnopenableException e) {
        // Resealing tells of it; the rest of the export is worth having.
      }
    }
    return names;
  }

  /** Its headers, sealed, as other services get them; null for none. */
  @Nullable String sealed(EndpointId endpoint) {
    return headers.findByIdOptional(endpoint.value()).map(row -> row.sealed).orElse(null);
  }

  /** Gives an endpoint other headers. */
  void replace(EndpointId endpoint, EndpointHeaders wanted) {
    if (wanted.isEmpty()) {
      headers.deleteById(endpoint.value());
      return;
    }
    HeadersRow row = headers.findByIdOptional(endpoint.value()).orElseGet(HeadersRow::new);
    row.endpointId = endpoint.value();
    seal(row, wanted);
    headers.persistAndFlush(row);
  }

  /** Endpoints after this id whose headers the primary key did not seal, ascending. */
  List<String> sealedUnderAnother(String after, int most) {
    return headers.sealedUnderAnother(masterKey.keyset().primary(), after, most);
  }

  /** The ids of all keys that sealed headers. */
  List<Long> sealingKeys() {
    return headers.keys();
  }

  /**
   * Seals an endpoint's headers with the primary key.
   *
   * @return false when they cannot be opened; they are then left as they are
   */
  boolean reseal(EndpointId endpoint) {
    HeadersRow row = headers.findById(endpoint.value());
    if (row == null) {
      return true;
    }
    try {
      seal(row, open(row));
    } catch (UnopenableException e) {
      return false;
    }
    headers.flush();
    return true;
  }

  private void seal(HeadersRow row, EndpointHeaders opened) {
    try {
      row.sealed =
          masterKey.seal(row.endpointId + CONTEXT_SUFFIX, json.writeValueAsBytes(opened.values()));
      row.sealedUnder = masterKey.keyset().primary();
    } catch (IOException e) {
      throw new IllegalStateException("Headers can be written as JSON", e);
    }
  }

  private EndpointHeaders open(HeadersRow row) {
    byte[] opened = masterKey.open(row.endpointId + CONTEXT_SUFFIX, row.sealed);
    try {
      return EndpointHeaders.of(json.readValue(opened, TEXTS));
    } catch (IOException e) {
      // The cause may quote a header's value.
      throw new IllegalStateException("Sealed headers are JSON, endpointId=" + row.endpointId);
    }
  }
}
