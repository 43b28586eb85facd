/** What becomes of a value that is bound for another type than its column has; {@link TypesIT} writes the page of it. */
@NullMarked
package io.selfhealing.it.types;

import org.jspecify.annotations.NullMarked;
