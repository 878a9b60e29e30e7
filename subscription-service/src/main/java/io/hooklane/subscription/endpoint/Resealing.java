package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import io.hooklane.subscription.secret.Secrets;
import io.hooklane.subscription.sending.SealedParts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Seals what is secret of endpoints with the master key's primary key where another one did, and
 * publishes them anew, so that the other key can be removed. Several instances may do so at once.
 */
@Singleton
class Resealing {

  private static final Logger LOG = Logger.getLogger(Resealing.class);

  /** Before it was kept which key sealed. */
  private static final long UNKNOWN_KEY = 0;

  private final EndpointRepository endpoints;
  private final EndpointConfigurations configurations;
  private final Secrets secrets;
  private final SealedParts parts;
  private final ConfigurationChanges changes;
  private final MasterKey masterKey;

  Resealing(
      EndpointRepository endpoints,
      EndpointConfigurations configurations,
      Secrets secrets,
      SealedParts parts,
      ConfigurationChanges changes,
      MasterKey masterKey) {
    this.endpoints = endpoints;
    this.configurations = configurations;
    this.secrets = secrets;
    this.parts = parts;
    this.changes = changes;
    this.masterKey = masterKey;
  }

  /**
   * What a pass over all endpoints came to.
   *
   * @param resealed endpoints that are now under the primary key
   * @param left endpoints that are not, since what is sealed cannot be opened
   */
  record Pass(int resealed, int left) {

    Pass plus(Pass further) {
      return new Pass(resealed + further.resealed, left + further.left);
    }
  }

  /**
   * Sees to it that every key that sealed something is there.
   *
   * @throws IllegalStateException when one is not, with what to do about it
   */
  void requireAllKeys() {
    Set<Long> there =
        masterKey.keyset().keys().stream().map(Keyset.Key::id).collect(Collectors.toSet());
    Set<Long> missing =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    parts.sealingKeys().stream()
                        .filter(key -> key != UNKNOWN_KEY && !there.contains(key))
                        .collect(Collectors.toCollection(TreeSet::new)));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "Secrets in the database are sealed with keys that the master key does not have: "
              + missing
              + ". It has "
              + there
              + ". Give the keyset that has them (hooklane.master-key.file or .keyset); a key is to "
              + "be removed only when hooklane_resealing_left is 0");
    }
  }

  /**
   * Goes over all endpoints once.
   *
   * @param batchSize how many endpoints are sealed anew in one transaction at most
   */
  Pass pass(int batchSize) {
    Pass sum = new Pass(0, 0);
    String after = "";
    while (true) {
      String from = after;
      List<String> batch =
          QuarkusTransaction.requiringNew()
              .call(() -> parts.endpointsSealedUnderAnother(from, batchSize));
      if (batch.isEmpty()) {
        return sum;
      }
      sum = sum.plus(changes.make(recorder -> reseal(batch, recorder)));
      after = batch.getLast();
    }
  }

  private Pass reseal(List<String> batch, ChangeRecorder recorder) {
    Pass sum = new Pass(0, 0);
    // In the order of their ids, as wherever several are locked.
    for (EndpointRow row : endpoints.lockAll(batch)) {
      EndpointId id = new EndpointId(row.id);
      boolean opened = secrets.reseal(id) & parts.reseal(id);
      if (!opened) {
        LOG.warnf("what is sealed cannot be opened to seal them anew endpointId=%s", id);
      }
      recorder.republished(configurations.of(row.toEndpoint()));
      sum = sum.plus(opened ? new Pass(1, 0) : new Pass(0, 1));
    }
    return sum;
  }
}
