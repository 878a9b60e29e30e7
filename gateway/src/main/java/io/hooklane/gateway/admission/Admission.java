package io.hooklane.gateway.admission;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.gateway.authentication.Authentication;
import io.hooklane.gateway.authentication.ConfigurationFreshness;
import io.hooklane.gateway.authentication.EnvironmentIndex;
import io.hooklane.gateway.authentication.Identity;
import io.hooklane.gateway.authentication.IdentityTokens;
import io.hooklane.gateway.forwarding.Refusal;
import io.hooklane.gateway.forwarding.RouteTable.Access;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Settles whether a request may pass: who sends it, for which environment, whether webhooks are
 * switched on there, and whether it is one too many. What its sender may do with it, the service
 * decides.
 */
@Singleton
public class Admission {

  private static final String ENVIRONMENT = "hooklane-environment";

  private final Vertx vertx;
  private final Authentication authentication;
  private final EnvironmentIndex environments;
  private final ConfigurationFreshness configuration;
  private final RequestLimits limits;
  private final KeyUses uses;
  private final IdentityTokens tokens;

  Admission(
      Vertx vertx,
      Authentication authentication,
      EnvironmentIndex environments,
      ConfigurationFreshness configuration,
      RequestLimits limits,
      KeyUses uses,
      IdentityTokens tokens) {
    this.vertx = vertx;
    this.authentication = authentication;
    this.environments = environments;
    this.configuration = configuration;
    this.limits = limits;
    this.uses = uses;
    this.tokens = tokens;
  }

  /** What became of a request at the door. */
  public sealed interface Decision {}

  /**
   * It may pass.
   *
   * @param voucher the {@code Authorization} header that vouches for its caller towards a service
   */
  public record Admitted(String voucher) implements Decision {}

  /** It may not. */
  public record Refused(Refusal refusal) implements Decision {}

  /** Decides on a request. Completes on the caller's Vert.x context. */
  public Future<Decision> decide(RoutingContext exchange, Access access) {
    return authentication
        .identify(exchange)
        .compose(
            caller ->
                caller.isEmpty()
                    ? refused(Refusal.UNAUTHENTICATED)
                    : decide(exchange.request(), caller.get(), access));
  }

  private Future<Decision> decide(HttpServerRequest request, Identity caller, Access access) {
    if (!limits.admits(caller)) {
      return refused(Refusal.TOO_MANY);
    }
    uses.note(caller);
    List<String> named = request.headers().getAll(ENVIRONMENT);
    if (named.isEmpty()) {
      return admit(caller, access);
    }
    if (named.size() > 1) {
      return refused(Refusal.UNKNOWN_ENVIRONMENT);
    }
    return find(named.getFirst())
        .compose(
            found -> {
              if (found.isEmpty()) {
                return refused(
                    caller.choosesEnvironment()
                        ? Refusal.UNKNOWN_ENVIRONMENT
                        : Refusal.OTHER_ENVIRONMENT);
              }
              if (caller.choosesEnvironment()) {
                return admit(caller.in(found.get()), access);
              }
              return found.get().equals(caller.environment())
                  ? admit(caller, access)
                  : refused(Refusal.OTHER_ENVIRONMENT);
            });
  }

  private Future<Decision> admit(Identity caller, Access access) {
    EnvironmentId environment = caller.environment();
    if (access != Access.WEBHOOKS || environment == null || environments.hasWebhooks(environment)) {
      return vouch(caller);
    }
    // They may have been switched on a moment ago.
    return onceUpToDate()
        .compose(
            known ->
                environments.hasWebhooks(environment)
                    ? vouch(caller)
                    : refused(Refusal.FEATURE_DISABLED));
  }

  private Future<Optional<EnvironmentId>> find(String idOrName) {
    Optional<EnvironmentId> known = environments.find(idOrName);
    return known.isPresent()
        ? Future.succeededFuture(known)
        : onceUpToDate().map(upToDate -> environments.find(idOrName));
  }

  /** Succeeds when the configuration is as new as this call, or that cannot be told in time. */
  private Future<Void> onceUpToDate() {
    return Future.fromCompletionStage(
        configuration.upToDate().otherwiseEmpty().toCompletionStage(), vertx.getOrCreateContext());
  }

  private Future<Decision> vouch(Identity caller) {
    Future<Decision> decision = tokens.header(caller).map(Admitted::new);
    return decision.isComplete()
        ? decision
        : Future.fromCompletionStage(decision.toCompletionStage(), vertx.getOrCreateContext());
  }

  private static Future<Decision> refused(Refusal refusal) {
    return Future.succeededFuture(new Refused(refusal));
  }
}
