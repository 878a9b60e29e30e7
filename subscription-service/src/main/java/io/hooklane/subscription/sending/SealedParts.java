package io.hooklane.subscription.sending;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is secret of endpoints beside their signing secrets: texts by name, sealed wherever they
 * lie. Changes run in the transaction of the endpoint's change, which holds the endpoint's row.
 */
@Singleton
@Transactional(Transactional.TxType.MANDATORY)
public class SealedParts {

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final SealedRepository parts;
  private final MasterKey masterKey;
  private final ObjectMapper json;

  SealedParts(SealedRepository parts, MasterKey masterKey, ObjectMapper json) {
    this.parts = parts;
    this.masterKey = masterKey;
    this.json = json;
  }

  /**
   * A part of an endpoint; empty when it has none.
   *
   * @throws UnopenableException when it was sealed with a key that is not there
   */
  public Optional<Map<String, String>> open(EndpointId endpoint, SealedPart part) {
    return parts.findByIdOptional(part.context(endpoint)).map(this::open);
  }

  /** Whether an endpoint has this part. */
  public boolean has(EndpointId endpoint, SealedPart part) {
    return parts.count("context", part.context(endpoint)) > 0;
  }

  /** A part of each of these endpoints that has one, but for those that cannot be opened. */
  public Map<EndpointId, Map<String, String>> openable(
      Collection<EndpointId> endpoints, SealedPart part) {
    Map<EndpointId, Map<String, String>> opened = new HashMap<>();
    for (SealedRow row : parts.of(endpoints.stream().map(part::context).toList())) {
      try {
        opened.put(new EndpointId(row.endpointId), open(row));
      } catch (UnopenableException e) {
        // Resealing tells of it; the rest is worth having.
      }
    }
    return opened;
  }

  /** All parts of an endpoint, sealed, as other services get them. */
  public SealedTexts sealed(EndpointId endpoint) {
    Map<String, String> sealed = new HashMap<>();
    parts.of(endpoint).forEach(row -> sealed.put(row.context, row.sealed));
    return part -> sealed.get(part.context(endpoint));
  }

  /** What was sealed, by part. */
  @FunctionalInterface
  public interface SealedTexts {

    /** The part, sealed; null when the endpoint has none. */
    @Nullable String of(SealedPart part);
  }

  /** Gives an endpoint another part; nothing in it removes it. */
  public void replace(EndpointId endpoint, SealedPart part, Map<String, String> texts) {
    String context = part.context(endpoint);
    if (texts.isEmpty()) {
      parts.deleteById(context);
      return;
    }
    SealedRow row = parts.findByIdOptional(context).orElseGet(SealedRow::new);
    row.context = context;
    row.endpointId = endpoint.value();
    seal(row, texts);
    parts.persistAndFlush(row);
  }

  /** Endpoints after this id for which the primary key did not seal everything, ascending. */
  public List<String> endpointsSealedUnderAnother(String after, int most) {
    return parts.endpointsSealedUnderAnother(masterKey.keyset().primary(), after, most);
  }

  /** The ids of all keys that sealed something for an endpoint; 0 where that is not known. */
  public List<Long> sealingKeys() {
    return parts.keys();
  }

  /**
   * Seals an endpoint's parts with the primary key.
   *
   * @return false when one of them cannot be opened; it is then left as it is
   */
  public boolean reseal(EndpointId endpoint) {
    boolean all = true;
    for (SealedRow row : parts.of(endpoint)) {
      try {
        seal(row, open(row));
      } catch (UnopenableException e) {
        all = false;
      }
    }
    parts.flush();
    return all;
  }

  private void seal(SealedRow row, Map<String, String> opened) {
    try {
      row.sealed = masterKey.seal(row.context, json.writeValueAsBytes(opened));
      row.sealedUnder = masterKey.keyset().primary();
    } catch (IOException e) {
      throw new IllegalStateException("Texts can be written as JSON", e);
    }
  }

  private Map<String, String> open(SealedRow row) {
    byte[] opened = masterKey.open(row.context, row.sealed);
    try {
      return json.readValue(opened, TEXTS);
    } catch (IOException e) {
      // The cause may quote what was sealed.
      throw new IllegalStateException("What is sealed is JSON, context=" + row.context);
    }
  }
}
