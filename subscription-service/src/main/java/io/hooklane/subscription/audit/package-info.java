/** Who changed what: every change of configuration, with the state before and after it. */
@NullMarked
package io.hooklane.subscription.audit;

import org.jspecify.annotations.NullMarked;
