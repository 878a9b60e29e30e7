/** Tests of resends. */
@NullMarked
package io.hooklane.deliverylog.resend;

import org.jspecify.annotations.NullMarked;
