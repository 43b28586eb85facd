package io.selfhealing.it.drift;

import java.util.List;
import java.util.Random;

/**
 * What there is at the beginning of a history.
 *
 * @param columns besides those of the key
 * @param rows that are there before the application starts
 * @param tenants whether a second schema has a table of the same name
 * @param seed of names and types
 */
record Setup(KeyKind key, int columns, int rows, boolean tenants, long seed) {
    static Setup random(Random random) {
        KeyKind key = random.nextInt(10) < 4
                ? KeyKind.INT
                : List.of(KeyKind.values()).get(random.nextInt(KeyKind.values().length));
        int rows = random.nextInt(4) == 0 ? 0 : random.nextInt(8) == 0 ? 40 : 3 + random.nextInt(5);
        return new Setup(key, 2 + random.nextInt(4), rows, random.nextInt(5) == 0, random.nextLong());
    }
}
