@NullMarked
package io.hooklane.subscription.alert;

import org.jspecify.annotations.NullMarked;
