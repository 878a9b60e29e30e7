@NullMarked
package io.hooklane.bench;

import org.jspecify.annotations.NullMarked;
