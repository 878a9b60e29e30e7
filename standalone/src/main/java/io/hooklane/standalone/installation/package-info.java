/** What one installation keeps in its data directory between starts. */
@NullMarked
package io.hooklane.standalone.installation;

import org.jspecify.annotations.NullMarked;
