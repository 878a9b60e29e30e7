package io.hooklane.subscription.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.management.JsonBody;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.attribute.Merged;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.environment.EnvironmentSettings;
import io.hooklane.subscription.routing.AcceptedMessages;
import io.hooklane.subscription.secret.SecretChoice;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes endpoints out of one environment and into another. Neither secrets nor the values of
 * headers go that way: a new endpoint gets a secret of its own.
 */
@Singleton
public class EndpointTransfer {

  /** What is no setting, or an older name of one. */
  private static final List<String> LEFT_OUT =
      List.of(
          "version",
          "filterTypes",
          "rateLimit",
          "state",
          "disabledReason",
          "activeAt",
          "createdAt",
          "updatedAt");

  private final EndpointRepository endpoints;
  private final Endpoints changes;
  private final SealedHeaders headers;
  private final EnvironmentRules rules;
  private final AcceptedMessages acceptedMessages;
  private final ObjectMapper json;
  private final Clock clock;

  EndpointTransfer(
      EndpointRepository endpoints,
      Endpoints changes,
      SealedHeaders headers,
      EnvironmentRules rules,
      AcceptedMessages acceptedMessages,
      ObjectMapper json,
      Clock clock) {
    this.endpoints = endpoints;
    this.changes = changes;
    this.headers = headers;
    this.rules = rules;
    this.acceptedMessages = acceptedMessages;
    this.json = json;
    this.clock = clock;
  }

  /** Up to so many endpoints of these applications after this one, by application and id. */
  @Transactional
  public List<EndpointExportOut> after(
      Collection<ApplicationId> applications, @Nullable EndpointExportOut after, int most) {
    List<EndpointRow> rows =
        endpoints.after(
            applications.stream().map(ApplicationId::value).toList(),
            after == null ? "" : after.application().value(),
            after == null ? "" : after.id().value(),
            most);
    Map<String, Set<String>> names = headers.names(rows.stream().map(row -> row.id).toList());
    return rows.stream().map(row -> exported(row, names.getOrDefault(row.id, Set.of()))).toList();
  }

  /**
   * Reads an endpoint of an export.
   *
   * @param target the settings of the environment that it is to go into
   */
  public static EndpointImport read(JsonBody body, EnvironmentSettings target) {
    EndpointSettings settings = EndpointIn.read(body);
    EnvironmentRules.check(target, body, settings);
    String id = body.nullableText("id", Uid.LONGEST, null);
    EndpointId exportedAs = id == null ? null : body.read("id", id, EndpointId::new);
    return body.read("uid", settings, it -> new EndpointImport(it, exportedAs));
  }

  /**
   * Lays each over the application's endpoint of its uid, or, when it has none, over the one that
   * has its id or was imported under it; makes those that are not there.
   *
   * @param owner locked by the present transaction
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public List<Merged.Outcome> take(
      Application owner, List<EndpointImport> wanted, ChangeRecorder recorder) {
    rules.holdUrls(owner);
    boolean earlierMessagesPassed = false;
    List<Merged.Outcome> outcomes = new ArrayList<>(wanted.size());
    for (EndpointImport one : wanted) {
      Optional<EndpointRow> present = lock(owner, one);
      if (present.isPresent()
          && present.get().disabled
          && !one.settings().disabled()
          && !earlierMessagesPassed) {
        // What happened while it was disabled is not sent to it.
        acceptedMessages.awaitResolved();
        earlierMessagesPassed = true;
      }
      outcomes.add(take(owner, present.orElse(null), one, recorder));
    }
    return outcomes;
  }

  private Optional<EndpointRow> lock(Application owner, EndpointImport wanted) {
    String uid = wanted.settings().uidText();
    return uid == null
        ? endpoints.lockExported(owner.id(), String.valueOf(wanted.exportedAs()))
        : endpoints.lookUp(owner.id(), uid, LockModeType.PESSIMISTIC_WRITE);
  }

  private Merged.Outcome take(
      Application owner,
      @Nullable EndpointRow row,
      EndpointImport wanted,
      ChangeRecorder recorder) {
    if (row == null) {
      String origin = wanted.settings().uid() == null ? String.valueOf(wanted.exportedAs()) : null;
      NewEndpoint asked = new NewEndpoint(wanted.settings(), SecretChoice.NEW, null);
      changes.insert(owner, wanted.settings(), asked, origin, recorder);
      return Merged.Outcome.CREATED;
    }
    EndpointSettings present = row.toEndpoint().settings();
    EndpointSettings settings = wanted.settings().orUid(present.uid());
    if (settings.equals(present)) {
      return Merged.Outcome.UNCHANGED;
    }
    changes.update(row, it -> settings, recorder);
    return Merged.Outcome.UPDATED;
  }

  private EndpointExportOut exported(EndpointRow row, Set<String> headerNames) {
    Endpoint endpoint = row.toEndpoint();
    ObjectNode fields = json.valueToTree(EndpointOut.of(endpoint, clock.instant()));
    fields.remove(LEFT_OUT);
    fields.put("id", row.origin == null ? row.id : row.origin);
    ArrayNode names = fields.putArray("headers");
    headerNames.forEach(names::add);
    return new EndpointExportOut(endpoint.application(), endpoint.id(), fields);
  }
}
