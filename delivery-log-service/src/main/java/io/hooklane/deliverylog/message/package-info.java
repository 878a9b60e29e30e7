/** The messages of an application: one, or a list of them. */
@NullMarked
package io.hooklane.deliverylog.message;

import org.jspecify.annotations.NullMarked;
