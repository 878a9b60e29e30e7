/** What crosses a topic between two services: names, headers and records, in JDK types only. */
@NullMarked
package io.hooklane.contracts;

import org.jspecify.annotations.NullMarked;
