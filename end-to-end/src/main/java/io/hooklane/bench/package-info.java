/** {@code ./hooklane bench}: the product's speed, beside a bare loop, in one run on one machine. */
@NullMarked
package io.hooklane.bench;

import org.jspecify.annotations.NullMarked;
