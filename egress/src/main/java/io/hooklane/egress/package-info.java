/**
 * Where deliveries may go. A URL is read by one parser for all who need a part of it, and one
 * policy judges both the URL that is configured and the address that is dialled.
 */
@NullMarked
package io.hooklane.egress;

import org.jspecify.annotations.NullMarked;
