@NullMarked
package io.hooklane.deliverylog.indexing;

import org.jspecify.annotations.NullMarked;
