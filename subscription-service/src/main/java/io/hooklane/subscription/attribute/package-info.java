/**
 * What applications, endpoints and event types have alike: names of the caller's own, metadata,
 * schedules.
 */
@NullMarked
package io.hooklane.subscription.attribute;

import org.jspecify.annotations.NullMarked;
