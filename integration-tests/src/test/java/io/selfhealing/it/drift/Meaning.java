package io.selfhealing.it.drift;

/** What the old application means by a column's name: one identity, whatever becomes of the name. */
record Meaning(String table, String name, ColumnType type, boolean key, boolean generated, int number) {
    @Override
    public String toString() {
        return table + "." + name;
    }
}
