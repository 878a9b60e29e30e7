/** Which applications there are, known from the configuration log. */
@NullMarked
package io.hooklane.ingest.application;

import org.jspecify.annotations.NullMarked;
