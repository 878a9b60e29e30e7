@NullMarked
package io.hooklane.subscription.sending;

import org.jspecify.annotations.NullMarked;
