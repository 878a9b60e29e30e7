/** What is done now and then: forgetting what has had its time. */
@NullMarked
package io.hooklane.subscription.housekeeping;

import org.jspecify.annotations.NullMarked;
