/** Tests that drive the running product from outside, by HTTP and by Kafka, as its users do. */
@NullMarked
package io.hooklane.endtoend;

import org.jspecify.annotations.NullMarked;
