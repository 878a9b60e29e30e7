/** What is configured for each endpoint, ready to send with. */
@NullMarked
package io.hooklane.dispatcher.endpoint;

import org.jspecify.annotations.NullMarked;
