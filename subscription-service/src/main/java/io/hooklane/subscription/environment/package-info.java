/** Environments: the separate worlds of one company. */
@NullMarked
package io.hooklane.subscription.environment;

import org.jspecify.annotations.NullMarked;
