/** JSON Schemas of payloads: whether one is good, what fits it, and a sample that does. */
@NullMarked
package io.hooklane.subscription.schema;

import org.jspecify.annotations.NullMarked;
