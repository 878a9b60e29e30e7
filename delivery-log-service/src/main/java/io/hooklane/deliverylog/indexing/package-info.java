/** Brings what earlier releases recorded to the indexes of this one, while it runs. */
@NullMarked
package io.hooklane.deliverylog.indexing;

import org.jspecify.annotations.NullMarked;
