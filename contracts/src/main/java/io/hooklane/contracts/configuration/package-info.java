/**
 * The records of {@code hooklane.config}: one per environment, application, endpoint, event type
 * and key.
 */
@NullMarked
package io.hooklane.contracts.configuration;

import org.jspecify.annotations.NullMarked;
