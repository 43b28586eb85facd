/** The application under test: it speaks JDBC on its test's behalf, and knows nothing of any agent but in {@code Door}. */
@NullMarked
package app;

import org.jspecify.annotations.NullMarked;
