/** Plain SQL questions to PostgreSQL. */
@NullMarked
package io.hooklane.deliverylog.database;

import org.jspecify.annotations.NullMarked;
