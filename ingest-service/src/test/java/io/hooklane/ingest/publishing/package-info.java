/** Tests. */
@NullMarked
package io.hooklane.ingest.publishing;

import org.jspecify.annotations.NullMarked;
