/** What may not be done about a write although it would be right: what people undid or only want observed, what is too old, or too much. */
@NullMarked
package io.selfhealing.agent.restraint;

import org.jspecify.annotations.NullMarked;
