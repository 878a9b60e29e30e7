/** Samples of event types, sent to one endpoint like any message and marked as what they are. */
@NullMarked
package io.hooklane.subscription.sample;

import org.jspecify.annotations.NullMarked;
