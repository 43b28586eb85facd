package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows that somebody else than the old application writes, in the names of now. */
final class Rows {
    private Rows() {}

    static void fromOutside(Run run, Tab tab, Random random) throws SQLException {
        OldTable old = tab.old;
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<Object> key = new ArrayList<>();
        for (Col col : tab.cols) {
            Meaning meaning = col.meaning;
            if (meaning == null) {
                if (col.required != null) {
                    names.add(col.name);
                    values.add(col.required);
                }
                continue;
            }
            if (meaning.generated()) {
                continue;
            }
            Object value = meaning.value(run.engine(), run.serial(), random);
            names.add(col.name);
            values.add(col.conversion.replace("?", ColumnType.literal(run.engine(), value)));
            if (meaning.key()) {
                key.add(value);
            }
            if (old != null) {
                old.wrote(meaning.name(), value);
            }
        }
        if (names.isEmpty()) {
            return;
        }
        run.ddl("insert into " + tab.qualified() + " (" + String.join(", ", names) + ") values ("
                + String.join(", ", values) + ")");
        if (old != null && !key.isEmpty()) {
            old.keys.add(key);
        }
    }
}
