/** One attempt: a POST, and what came of it. */
@NullMarked
package io.hooklane.dispatcher.sending;

import org.jspecify.annotations.NullMarked;
