/** An event accepted for one application, as it stands on {@code hooklane.messages}. */
@NullMarked
package io.hooklane.contracts.message;

import org.jspecify.annotations.NullMarked;
