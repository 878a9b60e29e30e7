/** Accepts what is published, by API and from Kafka, and writes each message once. */
@NullMarked
package io.hooklane.ingest;

import org.jspecify.annotations.NullMarked;
