@NullMarked
package io.hooklane.deliverylog.search;

import org.jspecify.annotations.NullMarked;
