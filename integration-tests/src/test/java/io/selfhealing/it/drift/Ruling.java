package io.selfhealing.it.drift;

import org.jspecify.annotations.Nullable;

/** What came of a unit of writes, and why; {@code course} is the right way that it went. */
record Ruling(Verdict verdict, String why, @Nullable Course course) {
    Ruling(Verdict verdict, String why) {
        this(verdict, why, null);
    }
}
