/** The application of the drift machine: it runs one statement when it is told so, in whatever JVM it is used. */
@NullMarked
package app.drift;

import org.jspecify.annotations.NullMarked;
