package io.hooklane.subscription.sending;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A part of an endpoint as the database holds it: sealed. */
@Entity(name = "EndpointSealed")
@Table(name = "endpoint_sealed")
class SealedRow {

  /** What it is sealed for: the endpoint's id, and which part it is. */
  @Id String context = "";

  @Column(name = "endpoint_id", updatable = false)
  String endpointId = "";

  @Column String sealed = "";

  /** The id of the key that sealed it. */
  @Column(name = "sealed_under")
  long sealedUnder;
}
