/** Which applications and endpoints there are, as the configuration log tells. */
@NullMarked
package io.hooklane.deliverylog.directory;

import org.jspecify.annotations.NullMarked;
