package io.hooklane.deliverylog.directory;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.deliverylog.searchkey.SearchAttributes;
import io.hooklane.management.ApiException;
import io.hooklane.management.Reach;
import io.hooklane.topics.ConfigurationLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Finds what a path names. What is not known yet is looked for again once the configuration log is
 * applied as far as it stood when the question came, at most two seconds later; so what an API
 * answer promised is found. May block.
 */
@Singleton
public class DirectoryLookup {

  private static final Logger LOG = Logger.getLogger(DirectoryLookup.class);
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final Directory directory;
  private final ConfigurationLog configurationLog;

  /** Wired by the container. */
  public DirectoryLookup(Directory directory, ConfigurationLog configurationLog) {
    this.directory = directory;
    this.configurationLog = configurationLog;
  }

  /**
   * The application of that id or uid.
   *
   * @throws ApiException 404 when there is none within reach
   */
  public Application application(Reach reach, String idOrUid) {
    return find(() -> directory.application(reach, idOrUid));
  }

  /**
   * The endpoint of that id or uid.
   *
   * @throws ApiException 404 when the application has none
   */
  public Endpoint endpoint(ApplicationId application, String idOrUid) {
    return find(() -> directory.endpoint(application, idOrUid));
  }

  /**
   * The endpoint of that id.
   *
   * @throws ApiException 404 when there is none within reach
   */
  public Endpoint endpoint(Reach reach, EndpointId id) {
    return find(() -> directory.endpoint(reach, id));
  }

  /** The application of that id, if it is still there. */
  public Optional<Application> presentApplication(EnvironmentId environment, String id) {
    return directory.application(Reach.over(environment), id);
  }

  /**
   * The endpoint of that id or uid as every API answer so far promised it.
   *
   * @throws ApiException 404 when the application has none
   */
  public Endpoint currentEndpoint(ApplicationId application, String idOrUid) {
    catchUp();
    return directory.endpoint(application, idOrUid).orElseThrow(ApiException::notFound);
  }

  /** The first offset of the configuration log that is not known here yet. */
  public long configurationOffset() {
    return configurationLog.nextOffset();
  }

  /** The endpoint of that id, if it is still there. */
  public Optional<Endpoint> present(ApplicationId application, String id) {
    return directory.endpoint(application, id);
  }

  private <T> T find(Supplier<Optional<T>> question) {
    return question
        .get()
        .or(
            () -> {
              catchUp();
              return question.get();
            })
        .orElseThrow(ApiException::notFound);
  }

  /** What the environment's messages are found by, as far as the configuration is applied. */
  public SearchAttributes searchAttributes(EnvironmentId environment) {
    return directory.searchAttributes(environment);
  }

  /** Waits until what was configured before now is applied, at most two seconds. */
  public void catchUp() {
    try {
      configurationLog.caughtUp().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("answering before the configuration is caught up reason=%s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
