/**
 * The receiver of the benchmark: a process of its own that counts what it gets, as cheaply as it
 * can.
 */
@NullMarked
package io.hooklane.bench.receiver;

import org.jspecify.annotations.NullMarked;
