/**
 * Real Kafka and PostgreSQL on one machine: child processes, or containers where an engine answers.
 */
@NullMarked
package io.hooklane.servers;

import org.jspecify.annotations.NullMarked;
