/** Starts processes, watches them, restarts them, stops them in order. */
@NullMarked
package io.hooklane.standalone.supervision;

import org.jspecify.annotations.NullMarked;
