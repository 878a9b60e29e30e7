package io.hooklane.subscription.publiccatalog;

import io.hooklane.subscription.eventtype.CatalogEntry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Public catalogs over HTTP, as a page and as JSON. */
@Path("/catalog/{environment_id}")
@Tag(name = "Public Catalog")
@PermitAll
@RunOnVirtualThread
public class PublicCatalogResource {

  private final PublicCatalog catalog;

  PublicCatalogResource(PublicCatalog catalog) {
    this.catalog = catalog;
  }

  @CheckedTemplate(basePath = "publiccatalog")
  static class Templates {
    private Templates() {}

    static native TemplateInstance catalog(CatalogPage page);
  }

  /** The page. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(
      operationId = "v1.public-catalog.page",
      summary = "The event catalog as a page, where its environment makes it public")
  public String page(@PathParam("environment_id") String environment) {
    ShownCatalog shown = catalog.of(environment);
    Map<String, List<CatalogEntry>> groups =
        shown.entries().stream()
            .collect(
                Collectors.groupingBy(
                    CatalogEntry::group, LinkedHashMap::new, Collectors.toList()));
    return Templates.catalog(
            new CatalogPage(
                groups.entrySet().stream()
                    .map(it -> new CatalogPage.Group(it.getKey(), it.getValue()))
                    .toList(),
                shown.complete()))
        .render();
  }

  /** The same as JSON. */
  @GET
  @Path("/event-types")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "v1.public-catalog.list",
      summary = "The event catalog, where its environment makes it public")
  public PublicCatalogOut list(@PathParam("environment_id") String environment) {
    return PublicCatalogOut.of(catalog.of(environment));
  }
}
