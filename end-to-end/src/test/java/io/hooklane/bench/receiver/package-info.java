@NullMarked
package io.hooklane.bench.receiver;

import org.jspecify.annotations.NullMarked;
