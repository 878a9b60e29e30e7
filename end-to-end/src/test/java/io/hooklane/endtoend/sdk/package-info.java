/** What a program does with the official SDK for Java; loaded once for each version of it. */
@NullMarked
package io.hooklane.endtoend.sdk;

import org.jspecify.annotations.NullMarked;
