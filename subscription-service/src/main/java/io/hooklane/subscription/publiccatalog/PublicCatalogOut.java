package io.hooklane.subscription.publiccatalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hooklane.subscription.eventtype.CatalogEntry;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A public catalog as JSON. */
@Schema(name = "PublicCatalogOut")
record PublicCatalogOut(
    @Schema(required = true, maxItems = PublicCatalog.MOST) List<EntryOut> data,
    @Schema(required = true, description = "Whether that is all; otherwise the first by name")
        boolean done) {

  static PublicCatalogOut of(ShownCatalog catalog) {
    return new PublicCatalogOut(
        catalog.entries().stream().map(EntryOut::of).toList(), catalog.complete());
  }

  /** An event type as everybody sees it. */
  @Schema(name = "PublicEventTypeOut")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EntryOut(
      @Schema(required = true) String name,
      @Schema(required = true) String group,
      @Schema(required = true) String description,
      @Schema(required = true) boolean deprecated,
      @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String schemas,
      @Schema(implementation = Map.class, nullable = true) @JsonRawValue @Nullable String example) {

    static EntryOut of(CatalogEntry entry) {
      return new EntryOut(
          entry.name(),
          entry.group(),
          entry.description(),
          entry.deprecated(),
          entry.schemasJson(),
          entry.example());
    }
  }
}
