package io.hooklane.subscription.endpoint;

import io.hooklane.egress.EgressPolicy;
import io.hooklane.egress.Target;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import jakarta.inject.Singleton;

/**
 * Refuses URLs that the dispatcher would not send to anyway. Names are not resolved: what they lead
 * to is judged when it is dialled.
 */
@Singleton
public class EgressRules {

  private final EgressPolicy policy;

  EgressRules(EgressPolicy policy) {
    this.policy = policy;
  }

  /**
   * Checks a URL that a body gives.
   *
   * @param field its name in the body
   * @throws ValidationException when it is none, or one that nothing may be sent to
   */
  public void check(JsonBody body, String field, String url) {
    Target target = body.read(field, url, Target::parse);
    policy
        .objection(target)
        .ifPresent(
            objection -> {
              throw body.problem(field, objection);
            });
  }
}
