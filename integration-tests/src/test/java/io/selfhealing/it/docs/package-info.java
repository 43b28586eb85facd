/** The documentation held against what it documents: its commands are run, and what they print is what it shows. */
@NullMarked
package io.selfhealing.it.docs;

import org.jspecify.annotations.NullMarked;
