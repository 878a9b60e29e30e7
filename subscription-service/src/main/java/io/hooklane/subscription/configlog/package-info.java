/** The configuration log's writing end: committed changes, published in order. */
@NullMarked
package io.hooklane.subscription.configlog;

import org.jspecify.annotations.NullMarked;
