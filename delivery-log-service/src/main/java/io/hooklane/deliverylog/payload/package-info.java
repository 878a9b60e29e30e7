/** Payloads as rows keep them, and as answers show them. */
@NullMarked
package io.hooklane.deliverylog.payload;

import org.jspecify.annotations.NullMarked;
