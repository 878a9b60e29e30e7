/** Tests. */
@NullMarked
package io.hooklane.ingest.source;

import org.jspecify.annotations.NullMarked;
