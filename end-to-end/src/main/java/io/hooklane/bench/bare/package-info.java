/**
 * What the product is measured against: the least that can carry records from Kafka to a receiver.
 */
@NullMarked
package io.hooklane.bench.bare;

import org.jspecify.annotations.NullMarked;
