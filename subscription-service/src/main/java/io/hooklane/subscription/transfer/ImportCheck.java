package io.hooklane.subscription.transfer;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.JsonDocument;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.application.ApplicationImport;
import io.hooklane.subscription.application.ApplicationTransfer;
import io.hooklane.subscription.endpoint.EgressRules;
import io.hooklane.subscription.endpoint.EndpointImport;
import io.hooklane.subscription.endpoint.EndpointTransfer;
import io.hooklane.subscription.environment.Environment;
import io.hooklane.subscription.environment.EnvironmentSettings;
import io.hooklane.subscription.environment.EnvironmentSettingsBody;
import io.hooklane.subscription.eventtype.EventTypeTransfer;
import io.hooklane.subscription.transfer.ImportPlan.SettingsOutcome;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads a whole document before anything is changed, so that a wrong one changes nothing. */
@Singleton
class ImportCheck {

  private static final String TWICE = "This is there twice";

  private final EventTypeTransfer catalog;
  private final EgressRules egress;

  ImportCheck(EventTypeTransfer catalog, EgressRules egress) {
    this.catalog = catalog;
    this.egress = egress;
  }

  /**
   * Checks a document.
   *
   * @param operator whether the caller may change an environment's settings
   * @throws ValidationException naming the place of what is wrong
   */
  ImportPlan check(JsonDocument document, Environment target, boolean operator) {
    JsonBody head = document.head();
    requireVersion(head);
    ImportPlan plan = plan(head, target, operator);
    Set<String> types = new HashSet<>();
    document.forEach(
        Documents.EVENT_TYPES,
        body -> {
          String name = EventTypeTransfer.read(body).name().value();
          if (!types.add(name)) {
            throw body.problem("name", TWICE);
          }
        });
    Set<String> names = new HashSet<>();
    document.forEach(
        Documents.APPLICATIONS,
        body -> {
          ApplicationImport application = ApplicationTransfer.read(body);
          if (!names.add(application.name())) {
            throw body.problem(application.settings().uid() == null ? "id" : "uid", TWICE);
          }
          check(body, types, plan);
        });
    return plan;
  }

  private void check(JsonBody application, Set<String> types, ImportPlan plan) {
    Set<String> names = new HashSet<>();
    Set<String> urls = new HashSet<>();
    for (JsonBody body : application.objects(Documents.ENDPOINTS, Documents.MOST_ENDPOINTS)) {
      EndpointImport endpoint = EndpointTransfer.read(body, plan.settings());
      egress.check(body, "url", endpoint.url());
      if (!names.add(endpoint.name())) {
        throw body.problem(body.has("uid") ? "uid" : "id", TWICE);
      }
      if (!urls.add(endpoint.url()) && plan.settings().refuseDuplicateUrls()) {
        throw body.problem("url", "This environment allows each URL once in an application");
      }
      requireInCatalog(plan.environment(), body, endpoint, types);
    }
  }

  /** What an endpoint asks for may be archived, as it may be after it has asked. */
  private void requireInCatalog(
      EnvironmentId environment, JsonBody body, EndpointImport endpoint, Set<String> types) {
    Set<String> others = new LinkedHashSet<>(endpoint.eventTypes());
    others.removeAll(types);
    Set<String> missing = catalog.missing(environment, others);
    if (!missing.isEmpty()) {
      throw body.problem(
          body.named("eventTypes", "filterTypes"),
          "In neither the document nor the catalog: " + String.join(", ", missing));
    }
  }

  private static void requireVersion(JsonBody head) {
    Integer version = head.nullableInteger("version", 0, Integer.MAX_VALUE, null);
    if (version != null && version != Documents.VERSION) {
      throw head.problem("version", "This release reads version " + Documents.VERSION);
    }
  }

  private static ImportPlan plan(JsonBody head, Environment target, boolean operator) {
    EnvironmentSettings present = target.settings();
    JsonBody given = head.nullableObject(Documents.SETTINGS);
    EnvironmentSettings wanted =
        given == null ? present : EnvironmentSettingsBody.patch(given, present, target.kind());
    if (wanted.equals(present)) {
      return new ImportPlan(target.id(), present, SettingsOutcome.UNCHANGED);
    }
    return operator
        ? new ImportPlan(target.id(), wanted, SettingsOutcome.UPDATED)
        : new ImportPlan(target.id(), present, SettingsOutcome.SKIPPED);
  }
}
