package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.util.Random;

/** What the old application means by a column's name: one identity, whatever becomes of the name. */
record Meaning(String table, String name, ColumnType type, boolean key, boolean generated, int number) {
    /** A prime: each number below it stands for another one. */
    private static final long SCATTER = 99_999_989;

    private static final long FACTOR = 7_368_787;

    /** One that no other row has. A key counts; what else only counted would be told from no other column that does. */
    Object value(Engine engine, long serial, Random random) {
        return type.value(engine, key || type == ColumnType.TEXT ? serial : serial * FACTOR % SCATTER, random);
    }

    @Override
    public String toString() {
        return table + "." + name;
    }
}
