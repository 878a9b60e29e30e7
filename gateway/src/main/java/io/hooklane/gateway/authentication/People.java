package io.hooklane.gateway.authentication;

import io.hooklane.management.Role;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * People, as an OpenID Connect provider vouches for them with an access token (OpenID Connect Core
 * 1.0; RFC 9068). Which provider, and which claim holds their roles, is set with {@code
 * quarkus.oidc.*}; without a provider nobody comes this way.
 */
@Singleton
class People {

  private static final Logger LOG = Logger.getLogger(People.class);

  private final PeopleConfig config;
  private final IdentityProviderManager providers;

  People(PeopleConfig config, IdentityProviderManager providers) {
    this.config = config;
    this.providers = providers;
  }

  /** Whether this text has the form of such a token: three parts in base64 (RFC 7519 §3). */
  boolean mayBeToken(String text) {
    if (!config.tenantEnabled() || !text.startsWith("ey")) {
      return false;
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    return first > 0 && second > first && text.indexOf('.', second + 1) < 0;
  }

  /** Who bears this token; empty when it does not hold. */
  Future<Optional<Identity>> identify(RoutingContext exchange, String token) {
    TokenAuthenticationRequest request =
        new TokenAuthenticationRequest(new AccessTokenCredential(token));
    HttpSecurityUtils.setRoutingContextAttribute(request, exchange);
    return Future.fromCompletionStage(providers.authenticate(request).subscribeAsCompletionStage())
        .map(person -> Optional.ofNullable(person).map(People::identity))
        .otherwise(
            failure -> {
              LOG.debugf("token of a person refused reason=%s", failure.getMessage());
              return Optional.empty();
            });
  }

  private static Identity identity(SecurityIdentity person) {
    Set<String> permissions = new HashSet<>();
    for (String role : person.getRoles()) {
      Role.named(role).ifPresent(known -> permissions.addAll(known.permissions()));
    }
    String name = person.getPrincipal().getName();
    if (person.getPrincipal() instanceof JsonWebToken token) {
      String subject = token.getSubject() == null ? name : token.getSubject();
      Object email = token.getClaim(Claims.email.name());
      return new Identity(
          Identity.Kind.PERSON,
          "person:" + subject,
          email == null ? name : email.toString(),
          null,
          null,
          permissions,
          null,
          Instant.ofEpochSecond(token.getExpirationTime()));
    }
    return new Identity(
        Identity.Kind.PERSON, "person:" + name, name, null, null, permissions, null, null);
  }
}
