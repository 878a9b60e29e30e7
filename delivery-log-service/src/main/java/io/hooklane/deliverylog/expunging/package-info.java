/** Contents that are removed for good, because somebody asks for it. */
@NullMarked
package io.hooklane.deliverylog.expunging;

import org.jspecify.annotations.NullMarked;
