/** The event catalog for everybody, where its environment says so. */
@NullMarked
package io.hooklane.subscription.publiccatalog;

import org.jspecify.annotations.NullMarked;
