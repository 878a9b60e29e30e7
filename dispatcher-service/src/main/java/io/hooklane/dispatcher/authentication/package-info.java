/**
 * What requests to an endpoint authenticate with: a user's name, a token, or one fetched before.
 */
@NullMarked
package io.hooklane.dispatcher.authentication;

import org.jspecify.annotations.NullMarked;
