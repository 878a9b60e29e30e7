package io.hooklane.subscription.application;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.management.ApiException;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.attribute.Uid;
import java.util.Objects;

/** An application within another request's body, which makes it when there is none. */
public final class ApplicationBody {

  private final ApplicationSettings settings;

  private ApplicationBody(ApplicationSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads it.
   *
   * @throws ValidationException naming the field that is wrong
   */
  public static ApplicationBody read(JsonBody body) {
    return new ApplicationBody(ApplicationIn.read(body));
  }

  /**
   * The settings of the application that a path names by this uid.
   *
   * @throws ApiException 404 when the path's text is an id, which cannot be chosen
   * @throws ValidationException when the body's uid is another
   */
  ApplicationSettings settingsOf(String addressed) {
    if (!Uid.isForm(addressed)
        || addressed.startsWith(ApplicationId.PREFIX)
        || addressed.equals(Configuration.Application.OPERATIONAL_UID)) {
      throw ApiException.notFound();
    }
    Uid uid = new Uid(addressed);
    if (settings.uid() != null && !Objects.equals(settings.uid(), uid)) {
      throw ValidationException.body("application", "Its uid must be the path's, or left out");
    }
    return settings.orUid(uid);
  }
}
