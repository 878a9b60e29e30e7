/** The addresses that deliveries come from, for receivers that let only those in. */
@NullMarked
package io.hooklane.subscription.sourceaddress;

import org.jspecify.annotations.NullMarked;
