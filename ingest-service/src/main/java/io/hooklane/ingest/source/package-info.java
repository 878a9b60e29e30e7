/** Events that producers publish on Kafka topics of their own. */
@NullMarked
package io.hooklane.ingest.source;

import org.jspecify.annotations.NullMarked;
