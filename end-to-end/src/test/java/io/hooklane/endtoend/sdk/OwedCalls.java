package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.EventTypeCalls.anEventType;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.MessageIn;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Methods that are written down here before they are served. */
final class OwedCalls {

  private final Svix svix;

  OwedCalls(Svix svix) {
    this.svix = svix;
  }

  Map<String, Executable> checks() {
    return Map.of("message with its application", this::messageWithApplication);
  }

  private void messageWithApplication() throws IOException, ApiException {
    String uid = unique("sdk");
    String type = anEventType(svix);

    svix.getMessage()
        .create(
            uid,
            new MessageIn()
                .eventType(type)
                .payload("{}")
                .application(new ApplicationIn().name("Made on the way").uid(uid)));

    assertThat(svix.getApplication().get(uid).getName()).isEqualTo("Made on the way");
  }
}
