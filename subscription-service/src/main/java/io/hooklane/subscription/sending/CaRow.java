package io.hooklane.subscription.sending;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An endpoint's own certificate authorities as the database holds them. */
@Entity(name = "EndpointCa")
@Table(name = "endpoint_ca")
class CaRow {

  @Id
  @Column(name = "endpoint_id")
  String endpointId = "";

  /** PEM. */
  @Column String certificates = "";
}
