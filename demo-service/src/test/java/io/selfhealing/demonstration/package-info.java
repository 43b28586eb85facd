/**
 * The demonstration: an ordinary service under steady traffic while its schema changes, once without and once with the
 * agent. It knows the service only by its HTTP API, its log and its database.
 */
@NullMarked
package io.selfhealing.demonstration;

import org.jspecify.annotations.NullMarked;
