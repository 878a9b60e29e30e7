/** How connections to an endpoint are made: the version of HTTP, certificates, authorities. */
@NullMarked
package io.hooklane.dispatcher.transport;

import org.jspecify.annotations.NullMarked;
