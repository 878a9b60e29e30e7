package io.hooklane.subscription.sourceaddress;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The addresses that deliveries come from.
 *
 * @param cidrs RFC 4632 or RFC 4291; empty when the operator has not said
 */
@Schema(name = "SourceAddressesOut")
record SourceAddressesOut(
    @Schema(
            required = true,
            description = "Networks, such as 198.51.100.7/32; empty: the operator has not said")
        List<String> cidrs) {}
