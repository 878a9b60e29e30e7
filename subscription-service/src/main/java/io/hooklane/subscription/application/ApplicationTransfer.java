package io.hooklane.subscription.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.JsonBody;
import io.hooklane.management.PageRequest;
import io.hooklane.subscription.attribute.Merged;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.configlog.ChangeRecorder;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes applications out of one environment and into another. */
@Singleton
public class ApplicationTransfer {

  /** What is no setting, or an older name of one. */
  private static final List<String> LEFT_OUT = List.of("rateLimit", "createdAt", "updatedAt");

  private final ApplicationRepository applications;
  private final Applications changes;
  private final ObjectMapper json;

  ApplicationTransfer(ApplicationRepository applications, Applications changes, ObjectMapper json) {
    this.applications = applications;
    this.changes = changes;
    this.json = json;
  }

  /** Up to so many applications after this one, by their ids. */
  @Transactional
  public List<ApplicationExportOut> after(
      EnvironmentId environment, @Nullable ApplicationId after, int most) {
    PageRequest page = new PageRequest(most, after == null ? null : after.value(), false);
    return applications.page(environment, page, true).stream()
        .limit(most)
        .map(this::exported)
        .toList();
  }

  /** Reads an application of an export. */
  public static ApplicationImport read(JsonBody body) {
    ApplicationSettings settings = ApplicationIn.read(body);
    String id = body.nullableText("id", Uid.LONGEST, null);
    ApplicationId exportedAs = id == null ? null : body.read("id", id, ApplicationId::new);
    return body.read("uid", settings, it -> new ApplicationImport(it, exportedAs));
  }

  /**
   * Lays it over the environment's application of its uid, or, when it has none, over the one that
   * has its id or was imported under it; makes it when there is none. That application is locked
   * then.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Merged<Application> take(
      EnvironmentId environment, ApplicationImport wanted, ChangeRecorder recorder) {
    Uid uid = wanted.settings().uid();
    String exportedAs = String.valueOf(wanted.exportedAs());
    Optional<ApplicationRow> present =
        uid == null
            ? applications.lockExported(environment, exportedAs)
            : applications.lookUp(environment, uid.value(), LockModeType.PESSIMISTIC_WRITE);
    return present
        .map(row -> take(row, wanted, recorder))
        .orElseGet(
            () ->
                Merged.created(
                    changes.insert(
                        environment,
                        wanted.settings(),
                        uid == null ? exportedAs : null,
                        recorder)));
  }

  private Merged<Application> take(
      ApplicationRow row, ApplicationImport wanted, ChangeRecorder recorder) {
    Application present = row.toApplication();
    ApplicationSettings settings = wanted.settings().orUid(present.settings().uid());
    return settings.equals(present.settings())
        ? Merged.unchanged(present)
        : Merged.updated(changes.update(row, it -> settings, recorder));
  }

  private ApplicationExportOut exported(ApplicationRow row) {
    Application application = row.toApplication();
    ObjectNode fields = json.valueToTree(ApplicationOut.of(application));
    fields.remove(LEFT_OUT);
    fields.put("id", row.origin == null ? row.id : row.origin);
    return new ApplicationExportOut(application.id(), fields);
  }
}
