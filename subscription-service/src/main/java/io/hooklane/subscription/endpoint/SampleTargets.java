package io.hooklane.subscription.endpoint;

import io.hooklane.management.ApiException;
import io.hooklane.management.Reach;
import jakarta.inject.Singleton;

/** The endpoints that samples can be sent to. */
@Singleton
public class SampleTargets {

  private final Endpoints endpoints;

  SampleTargets(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * The endpoint of this id or uid.
   *
   * @throws ApiException 404 when there is none within reach
   */
  public SampleTarget get(Reach reach, String application, String idOrUid) {
    return new SampleTarget(endpoints.get(reach, application, idOrUid));
  }
}
