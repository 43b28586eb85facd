/** The same small application, written once with each framework that applications use over JDBC. */
@NullMarked
package app.store;

import org.jspecify.annotations.NullMarked;
