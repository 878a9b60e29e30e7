/** Tests. */
@NullMarked
package io.hooklane.ingest.application;

import org.jspecify.annotations.NullMarked;
