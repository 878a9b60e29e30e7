/** Resends of many messages: as tasks in the background, which crashes do not end. */
@NullMarked
package io.hooklane.deliverylog.task;

import org.jspecify.annotations.NullMarked;
