package io.hooklane.gateway.webui;

import io.hooklane.gateway.forwarding.RequestPath;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Set;

/** The pages that need no key: what stands where the console will be, and the documentation. */
@Singleton
public class PublicPages {

  private static final Set<String> PAGES =
      Set.of("/", "/hooklane.css", "/docs", "/docs/docs.js", "/openapi.json", "/openapi.yaml");

  /** What the documentation page takes from Swagger UI. */
  private static final Set<String> SWAGGER_UI =
      Set.of("/docs/ui/swagger-ui.css", "/docs/ui/swagger-ui-bundle.js");

  /** Swagger UI sets style attributes and draws its icons from data URLs. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Whether this is such a page; if so, its answer is marked for browsers. */
  public boolean admit(HttpServerRequest request, RequestPath path) {
    boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    if (!reads || !(PAGES.contains(path.text()) || SWAGGER_UI.contains(path.text()))) {
      return false;
    }
    MultiMap headers = request.response().headers();
    headers.set("content-security-policy", POLICY);
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    return true;
  }
}
