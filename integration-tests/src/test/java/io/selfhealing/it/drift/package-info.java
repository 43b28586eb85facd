/** The drift machine: random histories of schemas and statements, and a model that says where each value must be. */
@NullMarked
package io.selfhealing.it.drift;

import org.jspecify.annotations.NullMarked;
