package io.hooklane.deliverylog.search;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.management.ApiException;
import io.hooklane.management.Reach;
import io.hooklane.management.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Whose deliveries are asked for, within the caller's reach.
 *
 * @param application null for all of the environment's
 * @param endpoint null for all of these
 */
record Scope(@Nullable ApplicationId application, @Nullable EndpointId endpoint) {

  /**
   * Reads {@code app_id} and {@code endpoint_id}.
   *
   * @throws ValidationException when one is not there, or an endpoint's uid comes without its
   *     application
   */
  static Scope of(QueryParameters parameters, Reach reach, DirectoryLookup directory) {
    String app = parameters.text("app_id");
    String endpoint = parameters.text("endpoint_id");
    ApplicationId application =
        app == null ? reach.onlyApplication() : application(directory, reach, app).id();
    if (endpoint == null) {
      return new Scope(application, null);
    }
    Endpoint found = endpoint(directory, reach, application, endpoint);
    return new Scope(found.application(), found.id());
  }

  private static Application application(DirectoryLookup directory, Reach reach, String id) {
    try {
      return directory.application(reach, id);
    } catch (ApiException e) {
      throw ValidationException.query("app_id", "There is no such application");
    }
  }

  private static Endpoint endpoint(
      DirectoryLookup directory, Reach reach, @Nullable ApplicationId application, String id) {
    if (application == null && !EndpointId.isForm(id)) {
      throw ValidationException.query(
          "endpoint_id", "An endpoint's uid is its application's: name that by app_id");
    }
    try {
      return application == null
          ? directory.endpoint(reach, new EndpointId(id))
          : directory.endpoint(application, id);
    } catch (ApiException e) {
      throw ValidationException.query("endpoint_id", "There is no such endpoint");
    }
  }
}
