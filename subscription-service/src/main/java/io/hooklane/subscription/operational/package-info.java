/** What Hooklane tells of itself, as messages to an application of its own. */
@NullMarked
package io.hooklane.subscription.operational;

import org.jspecify.annotations.NullMarked;
