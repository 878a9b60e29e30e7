package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.SdkCalls.refusalOf;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.api.EventType;
import com.svix.api.EventTypeDeleteOptions;
import com.svix.api.EventTypeListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.EventTypeIn;
import com.svix.models.EventTypeOut;
import com.svix.models.EventTypePatch;
import com.svix.models.EventTypeUpdate;
import com.svix.models.ListResponseEventTypeOut;
import io.hooklane.endtoend.sdk.Pages.Page;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Every method of {@code svix.getEventType()} that the open-source server has. */
final class EventTypeCalls {

  private static final Map<String, Object> SCHEMAS =
      Map.of("1", Map.of("type", "object", "properties", Map.of("id", Map.of("type", "string"))));

  private final EventType eventTypes;

  EventTypeCalls(Svix svix) {
    this.eventTypes = svix.getEventType();
  }

  /** A type of the catalog with a schema. */
  static String anEventType(Svix svix) throws IOException, ApiException {
    String name = unique("sdk.type");
    svix.getEventType().create(type(name));
    return name;
  }

  Map<String, Executable> checks() {
    return Map.of("event type", this::roundTrip, "event types, page by page", this::pages);
  }

  private void roundTrip() throws IOException, ApiException {
    String name = unique("sdk.type");
    EventTypeOut made = eventTypes.create(type(name));
    assertThat(made.getName()).isEqualTo(name);
    assertThat(made.getArchived()).isFalse();
    assertThat(made.getDeprecated()).isFalse();
    assertThat(made.getSchemas()).isEqualTo(SCHEMAS);
    assertThat(eventTypes.get(name)).isEqualTo(made);

    EventTypeOut put = eventTypes.update(name, new EventTypeUpdate().description("Other"));
    assertThat(put.getDescription()).isEqualTo("Other");

    EventTypeOut patched = eventTypes.patch(name, new EventTypePatch().archived(true));
    assertThat(patched.getArchived()).isTrue();
    assertThat(patched.getDescription()).isEqualTo("Other");

    String fresh = unique("sdk.type");
    assertThat(eventTypes.update(fresh, new EventTypeUpdate().description("By PUT")).getName())
        .isEqualTo(fresh);
    eventTypes.delete(fresh);
    assertThat(eventTypes.get(fresh).getArchived()).isTrue();
    EventTypeDeleteOptions expunge = new EventTypeDeleteOptions();
    expunge.setExpunge(true);
    eventTypes.delete(fresh, expunge);
    assertThat(refusalOf(() -> eventTypes.get(fresh)).getCode()).isEqualTo(404);
  }

  private void pages() throws IOException, ApiException {
    for (int i = 0; i < 3; i++) {
      eventTypes.create(type(unique("sdk.type")));
    }
    Pages.bothWays(
        (limit, iterator) -> {
          EventTypeListOptions options = new EventTypeListOptions();
          options.setLimit(limit);
          options.setIterator(iterator);
          options.setIncludeArchived(true);
          options.setWithContent(true);
          return page(eventTypes.list(options));
        });
    assertThat(eventTypes.list().getData()).isNotEmpty();
  }

  private static EventTypeIn type(String name) {
    return new EventTypeIn().name(name).description("Made by an SDK").schemas(SCHEMAS);
  }

  private static Page page(ListResponseEventTypeOut out) {
    return new Page(
        out.getData().stream().map(EventTypeOut::getName).toList(),
        out.getIterator(),
        out.getPrevIterator(),
        out.getDone());
  }
}
