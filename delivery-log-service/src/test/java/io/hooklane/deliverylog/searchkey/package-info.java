@NullMarked
package io.hooklane.deliverylog.searchkey;

import org.jspecify.annotations.NullMarked;
