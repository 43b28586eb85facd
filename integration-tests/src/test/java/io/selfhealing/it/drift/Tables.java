package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes what is there at the beginning. */
final class Tables {
    private Tables() {}

    static void create(Run run, Setup setup) throws SQLException {
        Random random = new Random(setup.seed());
        String name = Lexicon.table(random);
        List<String> names = new ArrayList<>(Lexicon.columns());
        java.util.Collections.shuffle(names, random);
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < setup.columns(); i++) {
            types.add(i > 0 && random.nextInt(3) == 0 ? types.get(i - 1) : ColumnType.payload(random));
        }
        for (String schema : setup.tenants() ? List.of(run.main, run.other) : List.of(run.main)) {
            Tab tab = made(run, schema, name, setup.key(), names, types);
            for (int i = 0; i < setup.rows(); i++) {
                Rows.fromOutside(run, tab, random);
            }
        }
    }

    private static Tab made(
            Run run, String schema, String name, KeyKind key, List<String> names, List<ColumnType> types)
            throws SQLException {
        OldTable old = new OldTable(schema, name);
        String known = schema + "." + name;
        for (int i = 0; i < key.types.size(); i++) {
            String column = i == 0 ? "id" : "part";
            old.columns.add(new Meaning(known, column, key.types.get(i), true, key == KeyKind.GENERATED, i));
        }
        for (int i = 0; i < types.size(); i++) {
            old.columns.add(new Meaning(known, names.get(i), types.get(i), false, false, 10 + i));
        }
        return create(run, old, key);
    }

    /** Creates an old table with the columns that it says. */
    static Tab create(Run run, OldTable old, KeyKind key) throws SQLException {
        Tab tab = new Tab(old.schema, old.name, old);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < old.columns.size(); i++) {
            Meaning meaning = old.columns.get(i);
            String type =
                    meaning.key() ? key.column(run.engine(), i) : meaning.type().sql(run.engine());
            tab.cols.add(new Col(meaning.name(), type, meaning));
            lines.add(meaning.name() + " " + type);
            run.world.names.add(meaning.name());
        }
        if (key != KeyKind.NONE) {
            lines.add("primary key (" + old.key().stream().map(Meaning::name).collect(Collectors.joining(", ")) + ")");
        }
        run.ddl("create table " + tab.qualified() + " (" + String.join(", ", lines) + ")");
        run.world.names.add(tab.name);
        run.world.olds.add(old);
        run.world.tabs.add(tab);
        return tab;
    }
}
