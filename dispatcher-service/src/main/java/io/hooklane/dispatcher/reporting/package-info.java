/** Writes to Kafka that are made until they are acknowledged, and what is reported that way. */
@NullMarked
package io.hooklane.dispatcher.reporting;

import org.jspecify.annotations.NullMarked;
