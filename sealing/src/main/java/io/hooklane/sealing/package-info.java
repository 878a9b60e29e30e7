/** How secrets lie at rest: sealed by one service, opened by another. */
@NullMarked
package io.hooklane.sealing;

import org.jspecify.annotations.NullMarked;
