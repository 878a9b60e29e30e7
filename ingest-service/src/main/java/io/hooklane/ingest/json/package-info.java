/** Pieces of JSON documents as the bytes that they came as. */
@NullMarked
package io.hooklane.ingest.json;

import org.jspecify.annotations.NullMarked;
