package io.hooklane.gateway.forwarding;

/** The services behind the gateway. */
public enum Service {
  SUBSCRIPTION,
  INGEST,
  DELIVERY_LOG
}
