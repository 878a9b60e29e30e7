/** The one front door: decides for every request whether it may pass, and where to. */
@NullMarked
package io.hooklane.gateway;

import org.jspecify.annotations.NullMarked;
