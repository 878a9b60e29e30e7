/** How each process of the product is run on one machine. */
@NullMarked
package io.hooklane.standalone.service;

import org.jspecify.annotations.NullMarked;
