/** Tests of tasks. */
@NullMarked
package io.hooklane.deliverylog.task;

import org.jspecify.annotations.NullMarked;
