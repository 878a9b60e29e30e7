/** E-mails to the operators of an installation. */
@NullMarked
package io.hooklane.subscription.alert;

import org.jspecify.annotations.NullMarked;
