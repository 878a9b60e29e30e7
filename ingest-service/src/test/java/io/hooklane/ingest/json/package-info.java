/** Tests. */
@NullMarked
package io.hooklane.ingest.json;

import org.jspecify.annotations.NullMarked;
