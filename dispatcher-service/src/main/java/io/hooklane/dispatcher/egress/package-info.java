/** Which addresses deliveries may go to, checked on the address that is dialled. */
@NullMarked
package io.hooklane.dispatcher.egress;

import org.jspecify.annotations.NullMarked;
