/** How a service stands on the topics: creates them at start, follows the configuration log. */
@NullMarked
package io.hooklane.topics;

import org.jspecify.annotations.NullMarked;
