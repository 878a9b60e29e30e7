package io.hooklane.subscription.eventtype;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event type in use, for readers.
 *
 * @param group the first segment of its name
 * @param schemas newest version first; empty when there are none, or they are left out
 * @param schemasJson the same as one JSON object; null when there are none, or they are left out
 * @param example a payload of the highest version, JSON; null when there is none, or it is left out
 * @param prettyExample the same for people
 */
public record CatalogEntry(
    String name,
    String group,
    String description,
    boolean deprecated,
    List<Version> schemas,
    @Nullable String schemasJson,
    @Nullable String example,
    @Nullable String prettyExample) {

  public CatalogEntry {
    schemas = List.copyOf(schemas);
  }

  /** One version of its schema, as JSON for people. */
  public record Version(String name, String pretty) {}

  /** How many characters its schemas and its example have. */
  public long size() {
    return (schemasJson == null ? 0L : schemasJson.length())
        + (example == null ? 0L : example.length());
  }

  /** The same without schemas and example. */
  public CatalogEntry withoutContent() {
    return new CatalogEntry(name, group, description, deprecated, List.of(), null, null, null);
  }
}
