package io.selfhealing.it.drift;

import io.selfhealing.it.drift.Write.Back;
import io.selfhealing.it.drift.Write.Form;
import io.selfhealing.it.drift.Write.Verb;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Statements of the old application, as it might have been written. */
final class Writing {
    private static final long NEVER_GIVEN = 1_000_000_000;

    private final Run run;
    private final Random random;
    private final OldTable old;

    private Writing(Run run, Random random, OldTable old) {
        this.run = run;
        this.random = random;
        this.old = old;
    }

    private static @Nullable Writing of(Run run, Random random) {
        return run.world.olds.stream()
                .filter(o -> o.schema.equals(run.world.path))
                .findFirst()
                .map(o -> new Writing(run, random, o))
                .orElse(null);
    }

    static void insert(Run run, Random random) throws SQLException, IOException {
        one(run, random, Verb.INSERT, Write.Rows.SINGLE);
    }

    static void batch(Run run, Random random) throws SQLException, IOException {
        one(run, random, Verb.INSERT, Write.Rows.BATCH);
    }

    static void valuesList(Run run, Random random) throws SQLException, IOException {
        one(run, random, Verb.INSERT, Write.Rows.VALUES_LIST);
    }

    static void upsert(Run run, Random random) throws SQLException, IOException {
        one(run, random, Verb.UPSERT, Write.Rows.SINGLE);
    }

    static void update(Run run, Random random) throws SQLException, IOException {
        one(run, random, Verb.UPDATE, random.nextInt(5) == 0 ? Write.Rows.BATCH : Write.Rows.SINGLE);
    }

    static void delete(Run run, Random random) throws SQLException, IOException {
        one(run, random, Verb.DELETE, Write.Rows.SINGLE);
    }

    /** Two or three in a transaction. */
    static void transaction(Run run, Random random) throws SQLException, IOException {
        Writing writing = of(run, random);
        if (writing == null) {
            return;
        }
        List<Write> writes = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            Write write = writing.make(List.of(Verb.values()).get(random.nextInt(4)), Write.Rows.SINGLE);
            if (write != null) {
                writes.add(write);
            }
        }
        if (!writes.isEmpty()) {
            run.unit(writes, true);
        }
    }

    /** A column that no table ever had. */
    static void typo(Run run, Random random) throws SQLException, IOException {
        Writing writing = of(run, random);
        Write right = writing == null ? null : writing.make(Verb.INSERT, Write.Rows.SINGLE);
        if (right != null) {
            List<String> columns = new ArrayList<>(right.columns());
            int last = columns.size() - 1;
            columns.set(last, columns.get(last) + "x");
            run.write(new Write(right.verb(), right.table(), columns, right.where(), right.rows(), right.form()));
        }
    }

    /** The statement is opened, and used later. */
    static void prepare(Run run, Random random) {
        Writing writing = of(run, random);
        if (writing != null) {
            run.prepare(writing.insert(writing.old.columns, 1, Form.open()));
        }
    }

    private static void one(Run run, Random random, Verb verb, Write.Rows rows) throws SQLException, IOException {
        Writing writing = of(run, random);
        Write write = writing == null ? null : writing.make(verb, rows);
        if (write != null) {
            run.write(write);
        }
    }

    private @Nullable Write make(Verb verb, Write.Rows rows) throws SQLException {
        return switch (verb) {
            case INSERT -> insert(some(), rows == Write.Rows.SINGLE ? 1 : 2 + random.nextInt(3), form(verb, rows));
            case UPSERT -> upsert();
            case UPDATE -> update(rows);
            case DELETE -> delete();
        };
    }

    private List<Meaning> some() {
        boolean all = random.nextInt(3) > 0;
        List<Meaning> some = new ArrayList<>();
        for (Meaning meaning : old.columns) {
            if (meaning.key() || all || random.nextBoolean()) {
                some.add(meaning);
            }
        }
        if (some.size() == old.key().size()) {
            some.add(old.payload().get(0));
        }
        return some;
    }

    private Write insert(List<Meaning> columns, int count, Form form) {
        List<Meaning> given = columns.stream().filter(m -> !m.generated()).toList();
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Object> row = new ArrayList<>();
            given.forEach(meaning -> row.add(value(meaning)));
            rows.add(row);
            if (!old.generatedKey() && !old.key().isEmpty()) {
                old.keys.add(new ArrayList<>(row.subList(0, old.key().size())));
            }
        }
        return new Write(
                Verb.INSERT, old.name, given.stream().map(Meaning::name).toList(), List.of(), rows, form);
    }

    private @Nullable Write upsert() {
        if (old.key().isEmpty() || old.generatedKey()) {
            return null;
        }
        Write insert = insert(some(), 1, form(Verb.UPSERT, Write.Rows.SINGLE));
        List<Object> row = new ArrayList<>(insert.rows().get(0));
        if (random.nextBoolean()) {
            List<Object> key = old.keys.get(random.nextInt(old.keys.size()));
            for (int i = 0; i < key.size(); i++) {
                row.set(i, key.get(i));
            }
        }
        return new Write(Verb.UPSERT, old.name, insert.columns(), List.of(), List.of(row), insert.form());
    }

    private @Nullable Write update(Write.Rows rows) throws SQLException {
        List<Meaning> set = new ArrayList<>(some());
        set.removeIf(Meaning::key);
        List<Meaning> where = where();
        if (where == null) {
            return null;
        }
        set.removeAll(where);
        if (set.isEmpty()) {
            return null;
        }
        List<List<Object>> values = new ArrayList<>();
        for (int i = rows == Write.Rows.BATCH ? 2 : 1; i > 0; i--) {
            List<Object> row = new ArrayList<>();
            set.forEach(meaning -> row.add(value(meaning)));
            row.addAll(known(where));
            values.add(row);
        }
        return new Write(Verb.UPDATE, old.name, names(set), names(where), values, form(Verb.UPDATE, rows));
    }

    private @Nullable Write delete() throws SQLException {
        List<Meaning> where = where();
        return where == null
                ? null
                : new Write(
                        Verb.DELETE,
                        old.name,
                        List.of(),
                        names(where),
                        List.of(known(where)),
                        form(Verb.DELETE, Write.Rows.SINGLE));
    }

    private @Nullable List<Meaning> where() {
        boolean byKey = random.nextInt(3) > 0;
        if (byKey && !old.key().isEmpty()) {
            return old.key();
        }
        List<Meaning> words =
                old.payload().stream().filter(m -> m.type() == ColumnType.WORD).toList();
        List<Meaning> from = words.isEmpty() || random.nextInt(3) == 0 ? old.payload() : words;
        return List.of(from.get(random.nextInt(from.size())));
    }

    /** Values that are there, or were. */
    private List<Object> known(List<Meaning> where) throws SQLException {
        if (where.get(0).generated()) {
            return List.of(settled(where.get(0), 1L + random.nextInt(6)));
        }
        if (where.get(0).key()) {
            return old.keys.isEmpty()
                    ? where.stream().map(this::value).toList()
                    : old.keys.get(random.nextInt(old.keys.size()));
        }
        List<Object> all = old.written.getOrDefault(where.get(0).name(), List.of());
        return List.of(all.isEmpty() ? value(where.get(0)) : all.get(random.nextInt(all.size())));
    }

    /**
     * That number where a row has it, and otherwise one that no row will get: which number the next row gets is not the same for the
     * application and for its twin, since a number that was given stays given where the transaction is rolled back.
     */
    private Object settled(Meaning key, long number) throws SQLException {
        Tab tab = run.world.carrier(old);
        Col home = tab == null ? null : tab.home(key);
        boolean given =
                tab != null && home != null && run.dump().holds(tab.qualified(), home.name, Long.toString(number));
        return given ? number : NEVER_GIVEN + number;
    }

    private Object value(Meaning meaning) {
        Object value = meaning.value(run.engine(), run.serial(), random);
        old.wrote(meaning.name(), value);
        return value;
    }

    private static List<String> names(List<Meaning> meanings) {
        return meanings.stream().map(Meaning::name).toList();
    }

    private Form form(Verb verb, Write.Rows rows) {
        boolean prepared = random.nextInt(3) > 0;
        Back back = Back.NOTHING;
        if (random.nextInt(4) == 0 && rows != Write.Rows.BATCH && !old.key().isEmpty()) {
            Back wanted = List.of(Back.values()).get(random.nextInt(Back.values().length));
            back = Renderer.possible(run.engine(), verb, wanted) ? wanted : Back.NOTHING;
        }
        return new Form(prepared, prepared && random.nextInt(5) < 2, random.nextInt(10) == 0, rows, back);
    }
}
