/**
 * Whether a request may pass: who sends it, for which environment, and whether it is one too many.
 */
@NullMarked
package io.hooklane.gateway.admission;

import org.jspecify.annotations.NullMarked;
