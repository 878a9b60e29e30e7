package io.hooklane.subscription.transfer;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.subscription.endpoint.EndpointExportOut;
import io.hooklane.subscription.endpoint.EndpointTransfer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints of some applications, application by application, read in pages. */
final class EndpointPages {

  private static final int PAGE = 500;

  private final EndpointTransfer endpoints;
  private final List<ApplicationId> applications;
  private final Deque<EndpointExportOut> page = new ArrayDeque<>();
  private @Nullable EndpointExportOut last;
  private boolean all;

  /**
   * Of these.
   *
   * @param applications by their ids
   */
  EndpointPages(EndpointTransfer endpoints, List<ApplicationId> applications) {
    this.endpoints = endpoints;
    this.applications = applications;
  }

  /** Whether the next endpoint is there and belongs to this application. */
  boolean hasNext(ApplicationId application) {
    if (page.isEmpty() && !all) {
      List<EndpointExportOut> read = endpoints.after(applications, last, PAGE);
      all = read.size() < PAGE;
      page.addAll(read);
    }
    EndpointExportOut next = page.peek();
    return next != null && next.application().equals(application);
  }

  EndpointExportOut next() {
    EndpointExportOut next = page.remove();
    last = next;
    return next;
  }
}
