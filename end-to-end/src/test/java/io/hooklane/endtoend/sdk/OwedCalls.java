package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.EventTypeCalls.anEventType;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.EventExampleIn;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Methods that are written down here before they are served. */
final class OwedCalls {

  private final Svix svix;
  private final URI receiver;

  OwedCalls(Svix svix, String receiver) {
    this.svix = svix;
    this.receiver = URI.create(receiver);
  }

  Map<String, Executable> checks() {
    return Map.of(
        "send example", this::example,
        "message with its application", this::messageWithApplication);
  }

  private void example() throws IOException, ApiException {
    String app = anApplication();
    String type = anEventType(svix);
    String id = svix.getEndpoint().create(app, new EndpointIn().url(receiver)).getId();

    MessageOut sent = svix.getEndpoint().sendExample(app, id, new EventExampleIn().eventType(type));

    assertThat(sent.getEventType()).isEqualTo(type);
    assertThat(MessageCalls.awaitSuccess(svix, app, sent.getId()).getEndpointId()).isEqualTo(id);
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

  private String anApplication() throws IOException, ApiException {
    return svix.getApplication().create(new ApplicationIn().name("SDK")).getId();
  }
}
