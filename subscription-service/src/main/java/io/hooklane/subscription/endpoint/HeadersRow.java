package io.hooklane.subscription.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An endpoint's headers as the database holds them: sealed. */
@Entity(name = "EndpointHeaders")
@Table(name = "endpoint_headers")
class HeadersRow {

  @Id
  @Column(name = "endpoint_id")
  String endpointId = "";

  @Column String sealed = "";

  /** The id of the key that sealed them. */
  @Column(name = "sealed_under")
  long sealedUnder;
}
