/** What messages are found by: values that the environment's search attributes point to. */
@NullMarked
package io.hooklane.deliverylog.searchkey;

import org.jspecify.annotations.NullMarked;
