package io.hooklane.dispatcher.egress;

import java.net.InetAddress;

/** Whether, and where, a connection to a target may be made. */
public sealed interface Passage {

  /** The one address to dial: it was checked, and nothing resolves the name again. */
  record Open(InetAddress address) implements Passage {}

  /**
   * The target is one that deliveries must not go to, or every address of it is.
   *
   * @param reason a sentence for people
   */
  record Forbidden(String reason) implements Passage {}

  /**
   * The name could not be resolved.
   *
   * @param reason a sentence for people
   */
  record Unresolved(String reason) implements Passage {}
}
