/** From the topics into the tables: in batches, once each, in any order of arrival. */
@NullMarked
package io.hooklane.deliverylog.recording;

import org.jspecify.annotations.NullMarked;
