package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.environment.EnvironmentSettings;
import io.hooklane.subscription.environment.Environments;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the settings of an environment ask of its endpoints. */
@Singleton
class EnvironmentRules {

  private final Environments environments;
  private final EndpointRepository endpoints;
  private final EgressRules egress;

  EnvironmentRules(Environments environments, EndpointRepository endpoints, EgressRules egress) {
    this.environments = environments;
    this.endpoints = endpoints;
    this.egress = egress;
  }

  /**
   * Checks the URL that a body gives; one that an endpoint has already is let be.
   *
   * @throws ValidationException when nothing may be sent there, or it must be https and is not
   */
  EndpointSettings check(EnvironmentId environment, JsonBody body, EndpointSettings settings) {
    if (body.has("url")) {
      egress.check(body, "url", settings.url().text());
      if (!settings.url().isHttps()) {
        check(environments.settings(environment), body, settings);
      }
    }
    return settings;
  }

  /** As {@link #check(EnvironmentId, JsonBody, EndpointSettings)}, by settings that are known. */
  static void check(EnvironmentSettings rules, JsonBody body, EndpointSettings settings) {
    if (rules.httpsOnly() && !settings.url().isHttps()) {
      throw body.problem("url", "In this environment a URL begins with https://");
    }
  }

  /**
   * Checks another URL that is called for an endpoint, as its own.
   *
   * @throws ValidationException when it may not be called
   */
  void checkCalled(EnvironmentId environment, JsonBody body, String field, String text) {
    EndpointUrl url = body.read(field, text, EndpointUrl::parse);
    egress.check(body, field, url.text());
    if (!url.isHttps() && environments.settings(environment).httpsOnly()) {
      throw body.problem(field, "In this environment a URL begins with https://");
    }
  }

  /**
   * Keeps others from giving URLs to the application's endpoints until the present transaction
   * ends, where that matters. To be called before an endpoint is locked.
   */
  void holdUrls(Application application) {
    if (environments.settings(application.environment()).refuseDuplicateUrls()) {
      endpoints.holdUrls(application.id());
    }
  }

  /**
   * Lets an endpoint have a URL, while {@link #holdUrls} holds them.
   *
   * @throws ApiException 409 when another one of its application has it, and the environment does
   *     not allow that
   */
  void requireFree(Endpoint endpoint) {
    if (environments.settings(endpoint.environment()).refuseDuplicateUrls()) {
      requireFree(endpoint.application(), endpoint);
    }
  }

  private void requireFree(ApplicationId application, Endpoint endpoint) {
    if (endpoints.hasAnotherWith(application, endpoint.settings().url(), endpoint.id())) {
      throw new ApiException(
          409,
          "duplicate_url",
          "Another endpoint of this application has this URL; this environment allows each once");
    }
  }

  /** From when on an endpoint that is made now takes messages; null for at once. */
  @Nullable Instant activeFrom(EnvironmentId environment, Instant now) {
    Duration coolOff = environments.settings(environment).coolOff();
    return coolOff.isZero() ? null : now.plus(coolOff);
  }
}
