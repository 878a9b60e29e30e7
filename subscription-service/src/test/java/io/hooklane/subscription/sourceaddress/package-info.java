@NullMarked
package io.hooklane.subscription.sourceaddress;

import org.jspecify.annotations.NullMarked;
