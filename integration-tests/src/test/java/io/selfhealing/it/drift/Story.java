package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Form;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** What named histories are written in. */
final class Story {
    final Run run;
    final Random random = new Random(7);

    Story(Run run) {
        this.run = run;
    }

    /** Column names and types in turn; {@code id} is the key. */
    Tab table(String schema, String name, KeyKind key, Object... columns) throws SQLException {
        OldTable old = new OldTable(schema, name);
        String known = schema + "." + name;
        old.columns.add(new Meaning(known, "id", key.types.get(0), true, key == KeyKind.GENERATED, 0));
        for (int i = 0; i < columns.length; i += 2) {
            old.columns.add(new Meaning(known, (String) columns[i], (ColumnType) columns[i + 1], false, false, 10 + i));
        }
        return Tables.create(run, old, key);
    }

    void rows(Tab tab, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            Rows.fromOutside(run, tab, random);
        }
    }

    /** Half a second passes. */
    void notice() throws SQLException, IOException, InterruptedException {
        Features.NOTICE.step().take(run, random);
    }

    /** Long enough for values to come back. */
    void settle() throws SQLException, IOException, InterruptedException {
        Features.SETTLE.step().take(run, random);
    }

    void insert(Form form, String table, List<String> columns, Object... values) throws SQLException, IOException {
        run.write(Write.insert(form, table, columns, values));
    }

    void rename(Tab tab, String from, String to) throws SQLException {
        RenameColumn.rename(run, tab, AddColumn.of(tab, from), to);
    }

    void drop(Tab tab, String column) throws SQLException {
        DropColumn.drop(run, tab, AddColumn.of(tab, column));
    }

    Col add(Tab tab, String column, ColumnType type, String rest) throws SQLException {
        return AddColumn.add(run, tab, column, type, rest, tab.cols.size());
    }

    void insteadOf(Tab tab, String gone, String name) throws SQLException {
        AddColumn.insteadOf(run, tab, AddColumn.of(tab, gone), name, false);
    }
}
