/** What services find out about endpoints, for the service that owns them. */
@NullMarked
package io.hooklane.contracts.health;

import org.jspecify.annotations.NullMarked;
