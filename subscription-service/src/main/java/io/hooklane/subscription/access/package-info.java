/** API keys, known by their hashes only. */
@NullMarked
package io.hooklane.subscription.access;

import org.jspecify.annotations.NullMarked;
