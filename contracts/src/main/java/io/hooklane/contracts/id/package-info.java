/** Identifiers: a prefix and a sortable 27-character KSUID; each kind is a type of its own. */
@NullMarked
package io.hooklane.contracts.id;

import org.jspecify.annotations.NullMarked;
