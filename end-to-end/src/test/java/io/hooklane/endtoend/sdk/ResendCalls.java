package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.EventTypeCalls.anEventType;
import static io.hooklane.endtoend.sdk.MessageCalls.awaitSuccess;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.api.BackgroundTaskListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.BackgroundTaskOut;
import com.svix.models.BackgroundTaskStatus;
import com.svix.models.BackgroundTaskType;
import com.svix.models.BulkReplayIn;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import com.svix.models.MessageStatus;
import com.svix.models.RecoverIn;
import com.svix.models.ReplayIn;
import com.svix.models.ReplayOut;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.function.Executable;

/**
 * Methods that send again, and those of {@code svix.getBackgroundTask()}. Not {@code resend}: in
 * these versions it gives its HTTP client no body for a POST, which that refuses before anything is
 * sent.
 */
final class ResendCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Svix svix;
  private final URI receiver;

  ResendCalls(Svix svix, String receiver) {
    this.svix = svix;
    this.receiver = URI.create(receiver);
  }

  Map<String, Executable> checks() {
    return Map.of("recover, replay and background tasks", this::tasks);
  }

  private void tasks() throws IOException, ApiException {
    String app = svix.getApplication().create(new ApplicationIn().name("SDK")).getId();
    String message = publish(app);
    String endpoint = svix.getEndpoint().create(app, new EndpointIn().url(receiver)).getId();
    OffsetDateTime since = OffsetDateTime.now().minusMinutes(5);

    ReplayOut replay = svix.getEndpoint().replayMissing(app, endpoint, new ReplayIn().since(since));
    assertThat(replay.getStatus()).isEqualTo(BackgroundTaskStatus.RUNNING);
    assertThat(replay.getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_REPLAY);
    assertThat(finished(replay.getId()).getData())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("sent", 1);
    awaitSuccess(svix, app, message);

    String recover =
        svix.getEndpoint().recover(app, endpoint, new RecoverIn().since(since)).getId();
    assertThat(finished(recover).getData())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("sent", 0);

    BulkReplayIn bulk = new BulkReplayIn().since(since).status(MessageStatus.SUCCESS);
    String bulkReplay = svix.getEndpoint().bulkReplay(app, endpoint, bulk).getId();
    assertThat(finished(bulkReplay).getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_BULK_REPLAY);

    BackgroundTaskListOptions options = new BackgroundTaskListOptions();
    options.setStatus(BackgroundTaskStatus.FINISHED);
    options.setTask(BackgroundTaskType.ENDPOINT_BULK_REPLAY);
    options.setLimit(250L);
    assertThat(svix.getBackgroundTask().list(options).getData())
        .extracting(BackgroundTaskOut::getId)
        .contains(bulkReplay)
        .doesNotContain(recover);
  }

  private BackgroundTaskOut finished(String task) throws IOException, ApiException {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> svix.getBackgroundTask().get(task).getStatus() == BackgroundTaskStatus.FINISHED);
    return svix.getBackgroundTask().get(task);
  }

  private String publish(String app) throws IOException, ApiException {
    return svix.getMessage()
        .create(app, new MessageIn().eventType(anEventType(svix)).payload("{}"))
        .getId();
  }
}
