package io.hooklane.deliverylog.resend;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.message.MessageLog;
import io.hooklane.deliverylog.message.MessageOut;
import io.hooklane.management.ApiException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/** Resends one message. May block. */
@Singleton
class SingleResend {

  private static final Logger LOG = Logger.getLogger(SingleResend.class);

  private final DirectoryLookup directory;
  private final MessageLog messages;
  private final MessageBodies bodies;
  private final ResendRequests requests;
  private final Resender resender;
  private final Clock clock;

  SingleResend(
      DirectoryLookup directory,
      MessageLog messages,
      MessageBodies bodies,
      ResendRequests requests,
      Resender resender,
      Clock clock) {
    this.directory = directory;
    this.messages = messages;
    this.bodies = bodies;
    this.requests = requests;
    this.resender = resender;
    this.clock = clock;
  }

  /**
   * Returns when Kafka has the delivery.
   *
   * @param request has its effect once; empty for each time
   * @throws ApiException 404 when there is no such message or endpoint; 409 when it cannot be sent;
   *     503 when Kafka does not take it in time
   */
  void resend(
      Application application,
      String messageIdOrEventId,
      String endpointIdOrUid,
      Optional<byte[]> request) {
    Endpoint endpoint = directory.currentEndpoint(application.id(), endpointIdOrUid);
    MessageOut message = messages.get(application, messageIdOrEventId, false);
    if (endpoint.disabled()) {
      throw new ApiException(
          409, "endpoint_disabled", "The endpoint is disabled; enable it, then resend");
    }
    Resend resend =
        bodies
            .find(application, message, endpoint.id())
            .orElseThrow(
                () ->
                    new ApiException(
                        409,
                        "content_expunged",
                        "The message's content was expunged and cannot be sent any more; publish"
                            + " the event again"));
    request.ifPresentOrElse(
        key -> requests.once(key, clock.instant(), () -> write(resend, endpoint)),
        () -> write(resend, endpoint));
  }

  private void write(Resend resend, Endpoint endpoint) {
    try {
      resender.resend(resend, endpoint).get();
    } catch (ExecutionException e) {
      LOG.warnf("resend not acknowledged messageId=%s reason=%s", resend.message(), e.getCause());
      throw ApiException.unavailable("Kafka does not take the delivery; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.unavailable("The service stops; try again");
    }
  }
}
