/** Applications: one for each customer of the company. */
@NullMarked
package io.hooklane.subscription.application;

import org.jspecify.annotations.NullMarked;
