/** Tests of the whole ingest service against real servers. */
@NullMarked
package io.hooklane.ingest;

import org.jspecify.annotations.NullMarked;
