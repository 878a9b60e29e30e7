package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.attribute.Merged;
import io.hooklane.subscription.configlog.ChangeRecorder;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes event types out of one environment's catalog and into another's. */
@Singleton
public class EventTypeTransfer {

  private final EventTypeRepository types;
  private final EventTypes changes;
  private final ObjectMapper json;

  EventTypeTransfer(EventTypeRepository types, EventTypes changes, ObjectMapper json) {
    this.types = types;
    this.changes = changes;
    this.json = json;
  }

  /** Up to so many event types after the one of this name, archived ones too, by name. */
  @Transactional
  public List<ObjectNode> after(EnvironmentId environment, @Nullable String after, int most) {
    return types
        .page(new CatalogView(environment, null), new PageRequest(most, after, false), true, true)
        .stream()
        .limit(most)
        .<ObjectNode>map(row -> json.valueToTree(EventTypeOut.asGiven(row.toEventType())))
        .toList();
  }

  /** Reads an event type of an export. */
  public static EventTypeImport read(JsonBody body) {
    return new EventTypeImport(EventTypeIn.name(body), EventTypeIn.read(body));
  }

  /** Those of the names that the catalog does not have; archived ones it has. */
  @Transactional
  public Set<String> missing(EnvironmentId environment, Collection<String> names) {
    Set<String> missing = new LinkedHashSet<>(names);
    if (!missing.isEmpty()) {
      types.known(environment, names).forEach(missing::remove);
    }
    return missing;
  }

  /** Lays it over the catalog's event type of its name; adds it when there is none. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Merged.Outcome take(
      EnvironmentId environment, EventTypeImport wanted, ChangeRecorder recorder) {
    Optional<EventTypeRow> present =
        types.lookUp(environment, wanted.name().value(), LockModeType.PESSIMISTIC_WRITE);
    if (present.isEmpty()) {
      changes.insert(environment, wanted.name(), wanted.settings(), recorder);
      return Merged.Outcome.CREATED;
    }
    if (present.get().toEventType().settings().equals(wanted.settings())) {
      return Merged.Outcome.UNCHANGED;
    }
    changes.update(present.get(), it -> wanted.settings(), recorder);
    return Merged.Outcome.UPDATED;
  }
}
