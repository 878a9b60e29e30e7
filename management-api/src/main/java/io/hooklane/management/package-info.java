/** What every resource of the management API has alike: errors, lists, the caller. */
@NullMarked
package io.hooklane.management;

import org.jspecify.annotations.NullMarked;
