package io.hooklane.subscription.transfer;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.management.JsonBody;
import io.hooklane.management.JsonDocument;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.application.Application;
import io.hooklane.subscription.application.ApplicationImport;
import io.hooklane.subscription.application.ApplicationTransfer;
import io.hooklane.subscription.attribute.Merged;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import io.hooklane.subscription.endpoint.EndpointImport;
import io.hooklane.subscription.endpoint.EndpointTransfer;
import io.hooklane.subscription.environment.Environment;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.subscription.eventtype.EventTypeImport;
import io.hooklane.subscription.eventtype.EventTypeTransfer;
import io.hooklane.subscription.transfer.ImportPlan.SettingsOutcome;
import io.hooklane.subscription.transfer.ImportTally.Entry;
import io.hooklane.subscription.transfer.ImportTally.Kind;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays an exported document over an environment: what is missing is made, what differs is changed,
 * and nothing is removed. It is done in many transactions; one that ends half-way is completed by
 * doing it again.
 */
@Singleton
class EnvironmentImport {

  private final Environments environments;
  private final ImportCheck check;
  private final EventTypeTransfer eventTypes;
  private final ApplicationTransfer applications;
  private final EndpointTransfer endpoints;
  private final ConfigurationChanges changes;

  EnvironmentImport(
      Environments environments,
      ImportCheck check,
      EventTypeTransfer eventTypes,
      ApplicationTransfer applications,
      EndpointTransfer endpoints,
      ConfigurationChanges changes) {
    this.environments = environments;
    this.check = check;
    this.eventTypes = eventTypes;
    this.applications = applications;
    this.endpoints = endpoints;
    this.changes = changes;
  }

  /**
   * Imports a document.
   *
   * @param operator whether the caller may change the environment's settings
   * @param dryRun whether it is only to be said what would be done
   * @throws ValidationException when something in it is not allowed; nothing is changed then
   * @throws ApiException 409 when it is in conflict with what is there; nothing is changed then
   *     unless somebody else made that in the meantime
   */
  ImportOut run(EnvironmentId environment, boolean operator, byte[] body, boolean dryRun) {
    JsonDocument document = JsonDocument.parse(body);
    Environment target = environments.get(environment.value());
    ImportPlan plan = check.check(document, target, operator);
    if (dryRun || plan.settings().refuseDuplicateUrls()) {
      // What is there already may have a URL that the document gives to another endpoint.
      ImportOut rehearsed = pass(document, plan, new ImportTransactions(changes, true));
      if (dryRun) {
        return rehearsed;
      }
    }
    return pass(document, plan, new ImportTransactions(changes, false));
  }

  private ImportOut pass(JsonDocument document, ImportPlan plan, ImportTransactions transactions) {
    ImportTally tally = new ImportTally();
    if (!transactions.isRehearsal()) {
      takeSettings(plan);
    }
    Batch<EventTypeImport> types =
        new Batch<>(batch -> tally.add(transactions.make(recorder -> take(plan, batch, recorder))));
    document.forEach(Documents.EVENT_TYPES, one -> types.add(EventTypeTransfer.read(one), 1));
    types.finish();
    Batch<Piece> pieces =
        new Batch<>(
            batch ->
                tally.add(
                    transactions.make(
                        recorder -> {
                          // A rehearsal undoes it with the rest.
                          takeSettings(plan);
                          return takePieces(plan, batch, recorder);
                        })));
    document.forEach(Documents.APPLICATIONS, one -> add(one, plan, pieces));
    pieces.finish();
    return tally.toOut(transactions.isRehearsal(), plan.settingsOutcome());
  }

  private void takeSettings(ImportPlan plan) {
    if (plan.settingsOutcome() == SettingsOutcome.UPDATED) {
      environments.replaceSettings(plan.environment(), plan.settings());
    }
  }

  private static void add(JsonBody body, ImportPlan plan, Batch<Piece> pieces) {
    ApplicationImport application = ApplicationTransfer.read(body);
    List<EndpointImport> all =
        body.objects(Documents.ENDPOINTS, Documents.MOST_ENDPOINTS).stream()
            .map(endpoint -> EndpointTransfer.read(endpoint, plan.settings()))
            .toList();
    int from = 0;
    do {
      int to = Math.min(from + Batch.MOST, all.size());
      pieces.add(new Piece(application, from == 0, all.subList(from, to)), 1 + to - from);
      from = to;
    } while (from < all.size());
  }

  private List<Entry> take(ImportPlan plan, List<EventTypeImport> batch, ChangeRecorder recorder) {
    List<Entry> entries = new ArrayList<>();
    for (EventTypeImport type : batch) {
      entries.add(
          new Entry(
              Kind.EVENT_TYPE,
              type.name().value(),
              eventTypes.take(plan.environment(), type, recorder)));
    }
    return entries;
  }

  private List<Entry> takePieces(ImportPlan plan, List<Piece> batch, ChangeRecorder recorder) {
    List<Entry> entries = new ArrayList<>();
    for (Piece piece : batch) {
      String name = piece.application().name();
      Merged<Application> owner =
          applications.take(plan.environment(), piece.application(), recorder);
      if (piece.first()) {
        entries.add(new Entry(Kind.APPLICATION, name, owner.outcome()));
      }
      List<Merged.Outcome> outcomes = endpoints.take(owner.thing(), piece.endpoints(), recorder);
      for (int i = 0; i < outcomes.size(); i++) {
        String endpoint = name + "/" + piece.endpoints().get(i).name();
        entries.add(new Entry(Kind.ENDPOINT, endpoint, outcomes.get(i)));
      }
    }
    return entries;
  }

  /**
   * An application with some of its endpoints: as many as one transaction should hold.
   *
   * @param first whether none of them came before
   */
  private record Piece(
      ApplicationImport application, boolean first, List<EndpointImport> endpoints) {}
}
