/** Messages whose content was expunged: nothing of them is sent any more. */
@NullMarked
package io.hooklane.dispatcher.expunging;

import org.jspecify.annotations.NullMarked;
