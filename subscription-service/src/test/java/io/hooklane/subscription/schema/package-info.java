@NullMarked
package io.hooklane.subscription.schema;

import org.jspecify.annotations.NullMarked;
