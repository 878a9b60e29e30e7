/** When a failed attempt is tried again. */
@NullMarked
package io.hooklane.dispatcher.retry;

import org.jspecify.annotations.NullMarked;
