package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.EventTypeCalls.anEventType;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.api.Message;
import com.svix.api.MessageAttempt;
import com.svix.api.MessageAttemptListByEndpointOptions;
import com.svix.api.MessageCreateOptions;
import com.svix.api.MessageGetOptions;
import com.svix.api.MessageListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointMessageOut;
import com.svix.models.EndpointStats;
import com.svix.models.EventExampleIn;
import com.svix.models.ListResponseMessageOut;
import com.svix.models.MessageAttemptOut;
import com.svix.models.MessageAttemptTriggerType;
import com.svix.models.MessageEndpointOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import com.svix.models.MessageStatus;
import com.svix.models.MessageStatusText;
import com.svix.models.StatusCodeClass;
import io.hooklane.endtoend.sdk.Pages.Page;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** Methods of {@code svix.getMessage()} and {@code svix.getMessageAttempt()}. */
final class MessageCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Svix svix;
  private final Message messages;
  private final MessageAttempt attempts;
  private final URI receiver;

  MessageCalls(Svix svix, String receiver) {
    this.svix = svix;
    this.messages = svix.getMessage();
    this.attempts = svix.getMessageAttempt();
    this.receiver = URI.create(receiver);
  }

  /** Waits until a message was delivered, and gives the attempt that did it. */
  static MessageAttemptOut awaitSuccess(Svix svix, String app, String message) {
    return await("success of " + message)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                svix.getMessageAttempt().listByMsg(app, message).getData().stream()
                    .filter(attempt -> attempt.getStatus() == MessageStatus.SUCCESS)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  Map<String, Executable> checks() {
    return Map.of(
        "message", this::roundTrip,
        "messages, page by page", this::pages,
        "send example", this::example,
        "message attempt", this::attempt);
  }

  private void roundTrip() throws IOException, ApiException {
    String app = anApplication();
    String type = anEventType(svix);
    String eventId = unique("evt");
    MessageCreateOptions withContent = new MessageCreateOptions();
    withContent.setWithContent(true);
    MessageOut made =
        messages.create(
            app,
            new MessageIn()
                .eventType(type)
                .eventId(eventId)
                .addChannelsItem("red")
                .payload("{\"id\":1}"),
            withContent);
    assertThat(made.getId()).startsWith("msg_");
    assertThat(made.getEventType()).isEqualTo(type);
    assertThat(made.getEventId()).isEqualTo(eventId);
    assertThat(made.getTimestamp()).isNotNull();

    MessageOut got = messages.get(app, made.getId());
    assertThat(got.getPayload()).isEqualTo(Map.of("id", 1));
    assertThat(got.getChannels()).containsExactly("red");
    assertThat(messages.get(app, eventId).getId()).isEqualTo(made.getId());
    MessageGetOptions without = new MessageGetOptions();
    without.setWithContent(false);
    assertThat(messages.get(app, made.getId(), without).getPayload()).isEqualTo(Map.of());
  }

  private void example() throws IOException, ApiException {
    String app = anApplication();
    String type = anEventType(svix);
    String id = svix.getEndpoint().create(app, new EndpointIn().url(receiver)).getId();

    MessageOut sent = svix.getEndpoint().sendExample(app, id, new EventExampleIn().eventType(type));

    assertThat(sent.getEventType()).isEqualTo(type);
    assertThat(MessageCalls.awaitSuccess(svix, app, sent.getId()).getEndpointId()).isEqualTo(id);
  }

  private void pages() throws IOException, ApiException {
    String app = anApplication();
    String type = anEventType(svix);
    for (int i = 0; i < 4; i++) {
      messages.create(app, new MessageIn().eventType(type).payload("{}"));
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> messages.list(app).getData().size() == 4);
    Pages.bothWays(
        (limit, iterator) -> {
          MessageListOptions options = new MessageListOptions();
          options.setLimit(limit);
          options.setIterator(iterator);
          options.setEventTypes(Set.of(type, "no.such"));
          return page(messages.list(app, options));
        });

    MessageListOptions longAgo = new MessageListOptions();
    longAgo.setBefore(OffsetDateTime.now().minusHours(1));
    assertThat(messages.list(app, longAgo).getData()).isEmpty();
  }

  private void attempt() throws IOException, ApiException {
    String app = anApplication();
    String type = anEventType(svix);
    String endpoint = svix.getEndpoint().create(app, new EndpointIn().url(receiver)).getId();
    String message =
        messages.create(app, new MessageIn().eventType(type).payload("{\"a\":1}")).getId();

    MessageAttemptOut attempt = awaitSuccess(svix, app, message);
    assertThat(attempt.getEndpointId()).isEqualTo(endpoint);
    assertThat(attempt.getMsgId()).isEqualTo(message);
    assertThat(attempt.getResponseStatusCode()).isEqualTo((short) 204);
    assertThat(attempt.getTriggerType()).isEqualTo(MessageAttemptTriggerType.SCHEDULED);
    assertThat(attempt.getUrl()).isEqualTo(receiver);
    assertThat(attempt.getStatusText()).isEqualTo(MessageStatusText.SUCCESS);
    assertThat(attempts.get(app, message, attempt.getId()).getId()).isEqualTo(attempt.getId());

    MessageAttemptListByEndpointOptions options = new MessageAttemptListByEndpointOptions();
    options.setStatus(MessageStatus.SUCCESS);
    options.setStatusCodeClass(StatusCodeClass.CODE2XX);
    options.setEventTypes(Set.of(type));
    assertThat(attempts.listByEndpoint(app, endpoint, options).getData())
        .extracting(MessageAttemptOut::getId)
        .containsExactly(attempt.getId());
    assertThat(attempts.listAttemptedMessages(app, endpoint).getData())
        .extracting(EndpointMessageOut::getId)
        .containsExactly(message);
    assertThat(attempts.listAttemptedDestinations(app, message).getData())
        .extracting(MessageEndpointOut::getId)
        .containsExactly(endpoint);
    EndpointStats stats = svix.getEndpoint().getStats(app, endpoint);
    assertThat(stats.getSuccess()).isEqualTo(1);
    assertThat(stats.getPending() + stats.getFail() + stats.getSending()).isZero();

    attempts.expungeContent(app, message, attempt.getId());
    assertThat(attempts.get(app, message, attempt.getId()).getResponse()).isEqualTo("EXPUNGED");
    messages.expungeContent(app, message);
    assertThat(messages.get(app, message).getPayload()).isEqualTo(Map.of("expired", true));
  }

  private String anApplication() throws IOException, ApiException {
    return svix.getApplication().create(new ApplicationIn().name("SDK")).getId();
  }

  private static Page page(ListResponseMessageOut out) {
    return new Page(
        out.getData().stream().map(MessageOut::getId).toList(),
        out.getIterator(),
        out.getPrevIterator(),
        out.getDone());
  }
}
