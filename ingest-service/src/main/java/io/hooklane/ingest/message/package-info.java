/** What every message must be, and its way onto the topic of messages. */
@NullMarked
package io.hooklane.ingest.message;

import org.jspecify.annotations.NullMarked;
