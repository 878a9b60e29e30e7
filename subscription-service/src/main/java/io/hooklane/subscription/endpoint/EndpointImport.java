package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as an export has it.
 *
 * @param exportedAs the id that it had there; at least this or a uid is there
 */
public record EndpointImport(EndpointSettings settings, @Nullable EndpointId exportedAs) {

  public EndpointImport {
    if (settings.uid() == null && exportedAs == null) {
      throw new IllegalArgumentException("Give a uid, or the id that it was exported with");
    }
  }

  /** What tells it from the others of its application. */
  public String name() {
    String uid = settings.uidText();
    return uid == null ? String.valueOf(exportedAs) : uid;
  }

  /** Where its deliveries go. */
  public String url() {
    return settings.url().text();
  }

  /** The event types that it asks for by their whole names. */
  public Set<String> eventTypes() {
    return settings.eventTypes() == null ? Set.of() : settings.eventTypes().exactNames();
  }
}
