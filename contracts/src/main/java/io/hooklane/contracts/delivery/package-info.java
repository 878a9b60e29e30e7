/** A message bound to one endpoint, and the reports of what became of it. */
@NullMarked
package io.hooklane.contracts.delivery;

import org.jspecify.annotations.NullMarked;
