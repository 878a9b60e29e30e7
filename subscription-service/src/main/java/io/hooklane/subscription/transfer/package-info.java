/** Export and import: a whole environment's configuration as one document. */
@NullMarked
package io.hooklane.subscription.transfer;

import org.jspecify.annotations.NullMarked;
