/** Keys under which events were published, so that a repeat is known. */
@NullMarked
package io.hooklane.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
