@NullMarked
package io.hooklane.gateway;

import org.jspecify.annotations.NullMarked;
