/** Manages what receivers want to hear, and resolves messages into deliveries by it. */
@NullMarked
package io.hooklane.subscription;

import org.jspecify.annotations.NullMarked;
