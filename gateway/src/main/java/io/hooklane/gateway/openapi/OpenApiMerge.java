package io.hooklane.gateway.openapi;

import io.hooklane.gateway.forwarding.RequestPath;
import io.hooklane.gateway.forwarding.RouteTable;
import io.hooklane.gateway.forwarding.RouteTable.Access;
import io.hooklane.gateway.forwarding.RouteTable.Route;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/**
 * Makes one OpenAPI document of the services' own. It has the operations that the front door lets
 * through, and no others.
 */
final class OpenApiMerge {

  private static final String BEARER = "bearer";

  /** As a person would look for them; tags that are not named here come after, by name. */
  private static final List<String> ORDER_OF_TAGS =
      List.of(
          "Application",
          "Endpoint",
          "Event Type",
          "Message",
          "Message Attempt",
          "Authentication",
          "Environment",
          "API Key",
          "Audit Log",
          "Health");

  /** Says which of the permissions an operation asks for; see {@code GET /api/v1/auth/whoami}. */
  private static final String PERMISSION = "x-hooklane-permission";

  private final RouteTable routes;

  OpenApiMerge(RouteTable routes) {
    this.routes = routes;
  }

  /** One document, of any number of them, each JSON or YAML. */
  SmallRyeOpenAPI merge(Collection<String> documents) {
    OpenAPI merged =
        documents.stream()
            .map(OpenApiMerge::read)
            .reduce(OASFactory.createOpenAPI(), MergeUtil::merge);
    merged.setInfo(
        OASFactory.createInfo()
            .title("Hooklane")
            .version("1")
            .description("Events in, webhooks out: signed, retried, recorded."));
    merged.setServers(List.of(OASFactory.createServer().url("/")));
    secure(merged);
    keepReachable(merged);
    merged.setTags(tags(merged));
    return quiet().withInitialModel(merged).build();
  }

  private static OpenAPI read(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return quiet().withCustomStaticFile(() -> new ByteArrayInputStream(bytes)).build().model();
  }

  /** Nothing but what is handed in: no scan, no files, no filters of this application. */
  private static SmallRyeOpenAPI.Builder quiet() {
    return SmallRyeOpenAPI.builder()
        .enableModelReader(false)
        .enableStandardStaticFiles(false)
        .enableStandardFilter(false)
        .enableAnnotationScan(false);
  }

  private static void secure(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    CommonAnswers.describeIn(document.getComponents());
    document
        .getComponents()
        .setSecuritySchemes(
            Map.of(
                BEARER,
                OASFactory.createSecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .description("An API key, a portal's token, or the access token of a person")));
    document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
  }

  private void keepReachable(OpenAPI document) {
    Paths kept = OASFactory.createPaths();
    Map<String, PathItem> items =
        document.getPaths() == null ? Map.of() : document.getPaths().getPathItems();
    new TreeMap<>(items)
        .forEach(
            (path, item) -> {
              EnumSet<PathItem.HttpMethod> methods = EnumSet.noneOf(PathItem.HttpMethod.class);
              methods.addAll(item.getOperations().keySet());
              methods.forEach(method -> keepReachable(path, item, method));
              if (!item.getOperations().isEmpty()) {
                kept.addPathItem(path, item);
              }
            });
    document.setPaths(kept);
  }

  private void keepReachable(String path, PathItem item, PathItem.HttpMethod method) {
    Operation operation = item.getOperations().get(method);
    HttpMethod httpMethod = HttpMethod.valueOf(method.name());
    if (!(routes.match(httpMethod, new RequestPath(path)) instanceof Route route)) {
      item.setOperation(method, null);
    } else if (operation != null) {
      boolean anonymous = route.access() == Access.ANYBODY;
      permission(operation).ifPresent(it -> operation.addExtension(PERMISSION, it));
      operation.setSecurity(anonymous ? List.of() : null);
      if (!anonymous) {
        CommonAnswers.addTo(operation);
      }
    }
  }

  /** The services tell permissions as the scopes of their own security scheme. */
  private static Optional<String> permission(Operation operation) {
    return Stream.ofNullable(operation.getSecurity())
        .flatMap(List::stream)
        .flatMap(requirement -> requirement.getSchemes().values().stream())
        .flatMap(List::stream)
        .findFirst();
  }

  /** Each tag that an operation has, once. */
  private static List<Tag> tags(OpenAPI document) {
    Set<String> used =
        new TreeSet<>(
            Comparator.comparingInt(OpenApiMerge::placeOfTag)
                .thenComparing(Comparator.naturalOrder()));
    for (PathItem item : document.getPaths().getPathItems().values()) {
      for (Operation operation : item.getOperations().values()) {
        used.addAll(operation.getTags() == null ? List.of() : operation.getTags());
      }
    }
    return used.stream().map(name -> tag(document, name)).toList();
  }

  private static Tag tag(OpenAPI document, String name) {
    List<Tag> described = document.getTags() == null ? List.of() : document.getTags();
    return described.stream()
        .filter(tag -> name.equals(tag.getName()))
        .findFirst()
        .orElseGet(() -> OASFactory.createTag().name(name));
  }

  private static int placeOfTag(String name) {
    int place = ORDER_OF_TAGS.indexOf(name);
    return place < 0 ? ORDER_OF_TAGS.size() : place;
  }
}
