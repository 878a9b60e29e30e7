/** The topics' names and how each is kept. */
@NullMarked
package io.hooklane.contracts.topic;

import org.jspecify.annotations.NullMarked;
