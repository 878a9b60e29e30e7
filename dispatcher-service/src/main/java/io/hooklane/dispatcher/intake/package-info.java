/** Takes records off the delivery topics and remembers, exactly, which of them are done with. */
@NullMarked
package io.hooklane.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
