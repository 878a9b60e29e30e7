package io.hooklane.dispatcher.endpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.MasterKey;
import io.hooklane.sealing.UnopenableException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers that an endpoint's owner wants to be sent besides Hooklane's own, opened when they
 * are first needed and then kept. Safe to share between threads.
 */
public final class ExtraHeaders {

  private static final String CONTEXT_SUFFIX = "/headers";
  private static final ObjectReader JSON =
      new JsonMapper().readerFor(new TypeReference<Map<String, String>>() {});

  private final MasterKey master;
  private final EndpointId endpoint;
  private final @Nullable String sealed;
  private volatile @Nullable Map<String, String> opened;
  private volatile String masked = "";

  /** Nothing is opened yet; null for none. */
  ExtraHeaders(MasterKey master, EndpointId endpoint, @Nullable String sealed) {
    this.master = master;
    this.endpoint = endpoint;
    this.sealed = sealed;
    this.opened = sealed == null ? Map.of() : null;
  }

  /**
   * Their values by name.
   *
   * @throws UnusableHeadersException when they cannot be opened
   */
  public Map<String, String> open() throws UnusableHeadersException {
    Map<String, String> ready = opened;
    if (ready == null && sealed != null) {
      ready = read(sealed);
      masked = masked(ready);
      opened = ready;
    }
    return ready == null ? Map.of() : ready;
  }

  /**
   * What may be told of them: a line {@code name: ***} for each, with a line feed before it. Empty
   * before they are opened. Any of their values may be a secret, whatever the name.
   */
  public String masked() {
    return masked;
  }

  private Map<String, String> read(String text) throws UnusableHeadersException {
    try {
      Map<String, String> headers =
          JSON.readValue(master.open(endpoint.value() + CONTEXT_SUFFIX, text));
      return Map.copyOf(headers);
    } catch (UnopenableException | IOException | NullPointerException e) {
      // The cause may hold a header's value.
      throw new UnusableHeadersException("The endpoint's own headers cannot be opened");
    }
  }

  private static String masked(Map<String, String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .sorted()
        .forEach(name -> lines.append('\n').append(name).append(": ***"));
    return lines.toString();
  }
}
