/** Real database servers, started and stopped by the tests. */
@NullMarked
package io.selfhealing.it.server;

import org.jspecify.annotations.NullMarked;
