/** Which service a request belongs to, and how it gets there and back. */
@NullMarked
package io.hooklane.gateway.forwarding;

import org.jspecify.annotations.NullMarked;
