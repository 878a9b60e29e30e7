package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.SdkCalls.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.exceptions.ApiException;
import com.svix.models.AppPortalAccessIn;
import com.svix.models.AppPortalAccessOut;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationTokenExpireIn;
import io.hooklane.endtoend.sdk.SdkCalls.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/**
 * The methods of {@code svix.getAuthentication()} that are about applications. Not {@code logout}:
 * in both versions the SDK fails at it before it sends anything, for want of a body.
 */
final class AuthenticationCalls {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Svix svix;
  private final String server;

  AuthenticationCalls(Svix svix, String server) {
    this.svix = svix;
    this.server = server;
  }

  Map<String, Executable> checks() {
    return Map.of("authentication", this::roundTrip);
  }

  private void roundTrip() throws IOException, ApiException {
    String app = anApplication();
    String other = anApplication();
    Svix portal = portal(app);
    assertThat(portal.getApplication().get(app).getId()).isEqualTo(app);
    assertThat(refusalOf(() -> portal.getApplication().get(other)).getCode()).isEqualTo(404);
    assertThat(refusalOf(() -> portal.getApplication().list()).getCode()).isEqualTo(403);

    svix.getAuthentication().expireAll(app, new ApplicationTokenExpireIn());

    awaitRefusal(() -> portal.getApplication().get(app));
  }

  private Svix portal(String app) throws IOException, ApiException {
    AppPortalAccessOut access =
        svix.getAuthentication().appPortalAccess(app, new AppPortalAccessIn().readOnly(true));
    assertThat(access.getUrl().isAbsolute()).isTrue();
    return SdkCalls.client(server, access.getToken());
  }

  private String anApplication() throws IOException, ApiException {
    return svix.getApplication().create(new ApplicationIn().name("SDK")).getId();
  }

  private static void awaitRefusal(Call call) {
    await().atMost(LONGEST).until(() -> status(call) == 401);
  }

  private static int status(Call call) throws IOException {
    try {
      call.run();
      return 200;
    } catch (ApiException e) {
      return e.getCode();
    }
  }
}
