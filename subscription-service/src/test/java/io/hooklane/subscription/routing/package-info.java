/** Tests of routing. */
@NullMarked
package io.hooklane.subscription.routing;

import org.jspecify.annotations.NullMarked;
