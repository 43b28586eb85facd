package io.selfhealing.it.drift;

import app.drift.Act;
import app.drift.Order;
import app.drift.Outcome;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every right way for writes to go: what plain JDBC does, on a connection without the agent to the very same tables, in a transaction
 * that is rolled back; and where that fails, what the model says they mean now.
 */
final class Foresight {
    private final Run run;
    private final List<Write> writes;
    private final boolean transaction;
    private final Dump before;
    private final Connection connection;
    private final List<Course> courses = new ArrayList<>();

    /** Whether there is a right answer: the plain one fails, and nothing has to be left out of the other, nor be made up. */
    boolean healable;
    /** Whether plain JDBC fails at one of them. */
    boolean broken;

    Foresight(Run run, List<Write> writes, boolean transaction, Dump before) {
        this.run = run;
        this.writes = writes;
        this.transaction = transaction;
        this.before = before;
        this.connection = run.plain.connection();
    }

    List<Course> courses() throws SQLException {
        connection.setAutoCommit(false);
        try {
            explore(0, Course.start(before));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return courses;
    }

    private void explore(int place, Course so) throws SQLException {
        if (place == writes.size()) {
            courses.add(so);
            return;
        }
        Write write = writes.get(place);
        Savepoint savepoint = connection.setSavepoint();
        Outcome plain = run.plain.obey(new Order.Perform(run.written(write)));
        if (plain.ok()) {
            explore(place + 1, so.plain(plain, dump()));
            connection.rollback(savepoint);
            return;
        }
        // Outside of a transaction the driver prepares a stale statement again by itself.
        if ("0A000".equals(plain.state()) && !transaction) {
            connection.rollback(savepoint);
            Act act = run.written(write);
            Outcome again = run.plain.obey(
                    new Order.Perform(new Act(act.texts(), act.rows(), act.batch(), false, act.keys(), act.labels())));
            if (again.ok()) {
                courses.add(so.refused(plain, before));
                explore(place + 1, so.plain(again, dump()));
                connection.rollback(savepoint);
                return;
            }
            plain = again;
        }
        broken = true;
        Dump then = transaction || run.engine() == Engine.POSTGRESQL ? before : dump();
        connection.rollback(savepoint);
        courses.add(so.refused(plain, then));
        heal(place, so, write, savepoint);
    }

    private void heal(int place, Course so, Write write, Savepoint savepoint) throws SQLException {
        for (Ideal ideal : Ideal.of(run.world, write)) {
            Outcome outcome = run.plain.obey(new Order.Perform(run.healed(write, ideal)));
            if (outcome.ok()) {
                healable |= ideal.kind() == Ideal.Kind.EXACT
                        && ideal.gone().isEmpty()
                        && ideal.names().extras().isEmpty()
                        && (run.world.at(run.world.path, write.table()) != null || ideal.tab().witnessed);
                explore(place + 1, so.healed(outcome, dump(), ideal, leftOut(write, ideal)));
            }
            connection.rollback(savepoint);
        }
    }

    /** What a temporary table hides on this connection even under its qualified name cannot be written to on it either. */
    private Dump dump() throws SQLException {
        List<Tab> seen = run.world.tabs.stream()
                .filter(tab -> !run.world.temporary.contains(tab.qualified()))
                .toList();
        Map<String, List<Map<String, String>>> tables = new TreeMap<>(before.tables());
        tables.putAll(Dump.of(connection, seen).tables());
        return new Dump(tables);
    }

    private List<LeftOut> leftOut(Write write, Ideal ideal) throws SQLException {
        List<LeftOut> all = new ArrayList<>();
        OldTable old = ideal.tab().old;
        if (old == null) {
            return all;
        }
        for (List<Object> row : write.rows()) {
            for (String column : ideal.gone()) {
                Meaning meaning = old.meaning(column);
                if (meaning == null) {
                    all.add(new LeftOut(
                            old,
                            key(write, old, row),
                            new Meaning(old.name, column, ColumnType.TEXT, false, false, 99),
                            words(row.get(write.columns().indexOf(column)))));
                } else {
                    all.add(new LeftOut(
                            old,
                            key(write, old, row),
                            meaning,
                            words(row.get(write.columns().indexOf(column)))));
                }
            }
        }
        return all;
    }

    private Map<Meaning, String> key(Write write, OldTable old, List<Object> row) {
        List<String> names = new ArrayList<>(write.columns());
        names.addAll(write.where());
        Set<Meaning> given =
                old.key().stream().filter(m -> names.contains(m.name())).collect(Collectors.toSet());
        Map<Meaning, String> key = new TreeMap<>(java.util.Comparator.comparing(Meaning::name));
        given.forEach(m -> key.put(m, words(row.get(names.indexOf(m.name())))));
        return key;
    }

    static String words(Object value) {
        return value.toString();
    }
}
