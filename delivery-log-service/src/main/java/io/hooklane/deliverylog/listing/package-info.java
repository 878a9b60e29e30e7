/** What the lists of this service have alike: how their query parameters are read. */
@NullMarked
package io.hooklane.deliverylog.listing;

import org.jspecify.annotations.NullMarked;
