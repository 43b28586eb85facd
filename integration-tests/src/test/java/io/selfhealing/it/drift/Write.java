package io.selfhealing.it.drift;

import java.util.List;

/**
 * A statement of the old application, in the names that it was written with.
 *
 * @param table unqualified
 * @param columns that are written
 * @param where columns that have to be equal to a value
 * @param rows the values of {@code columns} and then of {@code where}, for each row of a batch or of a VALUES list
 */
record Write(Verb verb, String table, List<String> columns, List<String> where, List<List<Object>> rows, Form form) {
    enum Verb {
        INSERT,
        UPDATE,
        DELETE,
        UPSERT
    }

    enum Rows {
        SINGLE,
        BATCH,
        VALUES_LIST
    }

    enum Back {
        NOTHING,
        RETURNING_KEY,
        RETURNING_COLUMN,
        RETURNING_ALL,
        /** A column whose name is a string. */
        RETURNING_JSON,
        KEYS_FLAG,
        KEYS_NAMED
    }

    record Form(boolean prepared, boolean held, boolean qualified, Rows rows, Back back) {
        static Form plain() {
            return new Form(false, false, false, Rows.SINGLE, Back.NOTHING);
        }

        static Form bound() {
            return new Form(true, false, false, Rows.SINGLE, Back.NOTHING);
        }

        static Form open() {
            return new Form(true, true, false, Rows.SINGLE, Back.NOTHING);
        }

        Form giving(Back other) {
            return new Form(prepared, held, qualified, rows, other);
        }
    }

    static Write insert(Form form, String table, List<String> columns, Object... values) {
        return new Write(Verb.INSERT, table, columns, List.of(), List.of(List.of(values)), form);
    }

    static Write update(Form form, String table, String column, Object value, String where, Object key) {
        return new Write(Verb.UPDATE, table, List.of(column), List.of(where), List.of(List.of(value, key)), form);
    }

    static Write delete(Form form, String table, String where, Object value) {
        return new Write(Verb.DELETE, table, List.of(), List.of(where), List.of(List.of(value)), form);
    }
}
