/** How long what is recorded is kept: what has had its time is dropped, a partition at a time. */
@NullMarked
package io.hooklane.deliverylog.retention;

import org.jspecify.annotations.NullMarked;
