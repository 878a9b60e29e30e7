/** Who calls: API keys from the configuration log, and the tokens that vouch for them inside. */
@NullMarked
package io.hooklane.gateway.authentication;

import org.jspecify.annotations.NullMarked;
