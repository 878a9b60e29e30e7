package io.hooklane.subscription.sourceaddress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Optional;

/** Where deliveries come from, as the operator knows it: Hooklane cannot see its own addresses. */
@ConfigMapping(prefix = "hooklane.source-addresses")
public interface SourceAddressesConfig {

  /**
   * Addresses and networks, {@code 198.51.100.7} or {@code 198.51.100.0/24} or IPv6, separated by
   * commas; none when that is not known. The service does not start with one that is malformed.
   */
  @WithParentName
  Optional<List<String>> networks();
}
