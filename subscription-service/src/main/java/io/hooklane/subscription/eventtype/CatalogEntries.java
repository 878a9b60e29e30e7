package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.subscription.eventtype.CatalogEntry.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Event types as readers see them. */
final class CatalogEntries {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CatalogEntries() {}

  static CatalogEntry of(EventType type) {
    EventTypeSettings settings = type.settings();
    String example = PayloadSamples.of(type, null, 0).map(PayloadSample::json).orElse(null);
    return new CatalogEntry(
        type.name().value(),
        type.name().group(),
        settings.description(),
        settings.deprecated(),
        versions(settings.schemas()),
        settings.schemas(),
        example,
        example == null ? null : pretty(example));
  }

  private static List<Version> versions(@Nullable String schemas) {
    try {
      return schemas == null
          ? List.of()
          : JSON.readTree(schemas).properties().stream()
              .sorted(Map.Entry.comparingByKey(Versions.ORDER.reversed()))
              .map(it -> new Version(it.getKey(), it.getValue().toPrettyString()))
              .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The catalog holds JSON", e);
    }
  }

  private static String pretty(String json) {
    try {
      return JSON.readTree(json).toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The catalog holds JSON", e);
    }
  }
}
