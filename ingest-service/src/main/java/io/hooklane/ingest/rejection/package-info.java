/** Source records that could not be accepted, kept for operators. */
@NullMarked
package io.hooklane.ingest.rejection;

import org.jspecify.annotations.NullMarked;
