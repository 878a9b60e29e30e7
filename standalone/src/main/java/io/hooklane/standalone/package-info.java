/** The whole product on one machine: its commands. */
@NullMarked
package io.hooklane.standalone;

import org.jspecify.annotations.NullMarked;
