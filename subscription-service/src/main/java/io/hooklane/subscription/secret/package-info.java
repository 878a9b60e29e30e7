/** Signing secrets of endpoints, encrypted at rest. */
@NullMarked
package io.hooklane.subscription.secret;

import org.jspecify.annotations.NullMarked;
