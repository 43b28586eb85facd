package io.selfhealing.it.drift;

import app.drift.Act;
import app.drift.Hand;
import app.drift.Order;
import app.drift.Outcome;
import io.selfhealing.it.drift.Result.Judged;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One history while it happens. */
final class Run {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    final World world = new World();
    final Dialect dialect;
    final Hand plain;
    final String main;
    final String other;
    final List<LeftOut> pending = new ArrayList<>();
    private final Site site;
    private final List<String> log = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();
    private @Nullable Dump last;
    private long values = 10;
    private int identifiers;

    Run(Site site) {
        this.site = site;
        this.dialect = new Dialect(site.engine);
        this.plain = site.plain;
        this.main = "it_" + SERIAL.incrementAndGet();
        this.other = main + "b";
        world.path = main;
    }

    Engine engine() {
        return site.engine.product();
    }

    Journal journal() {
        return site.journal;
    }

    List<String> log() {
        return log;
    }

    List<Judged> judged() {
        return judged;
    }

    /** A number that no other value of this history was made from. */
    long serial() {
        return ++values;
    }

    /** A word that no name of this history has. */
    String fresh(String stem) {
        return stem + "_" + ++identifiers;
    }

    void open() throws SQLException {
        site.create(main);
        site.create(other);
    }

    /** Leaves no connection behind; a schema that is still in somebody's hands stays until its database goes. */
    void drop() throws SQLException {
        plain.close();
        site.tell(new Order.Leave());
        for (String schema : List.of(main, other)) {
            try {
                site.drop(schema);
            } catch (SQLException e) {
                log.add("                -- " + e.getMessage());
            }
        }
    }

    /** Runs statements in another session, each committed by itself. */
    void ddl(String... statements) throws SQLException {
        for (String sql : statements) {
            log.add("other session:  " + sql + ";");
            try {
                site.execute(sql);
            } catch (SQLException e) {
                throw new Impossible(sql, e);
            }
        }
    }

    void note(String text) {
        log.add("                -- " + text);
    }

    /** Opens the connection of the application anew, and of its twin. */
    void connect() {
        String url = site.server.url(site.database);
        log.add("application:    DriverManager.getConnection(…)");
        Order order = new Order.Connect(url, DbServer.USER, DbServer.PASSWORD);
        must(site.tell(order));
        must(plain.obey(order));
        world.temporary.clear();
        session(dialect.use(main));
        world.path = main;
    }

    /** What the application does with its session, its twin does as well. */
    void session(String sql) {
        log.add("application:    statement {" + sql + "} execute");
        Order order = new Order.Perform(Act.of(sql));
        Outcome twin = plain.obey(order);
        if (!twin.ok()) {
            throw new Impossible(sql, twin);
        }
        must(site.tell(order));
    }

    void setSchema(String schema) {
        log.add("application:    connection.setSchema(\"" + schema + "\")");
        Order order = new Order.Schema(schema);
        must(plain.obey(order));
        must(site.tell(order));
    }

    /** Opens a statement, which stays open. */
    void prepare(Write write) {
        Act act = written(write);
        log.add("application:    prepare (held open) {" + act.texts().get(0) + "}");
        Order order = new Order.Prepare(act);
        Outcome twin = plain.obey(order);
        Outcome told = site.tell(order);
        if (twin.ok() && !told.ok()) {
            throw new Impossible(act.texts().get(0), told);
        }
    }

    private static void must(Outcome outcome) {
        if (!outcome.ok()) {
            throw new Impossible("the application", outcome);
        }
    }

    Act written(Write write) {
        return new Renderer(engine(), write, Names.written(write, world.path + "." + write.table()), keyOf(write))
                .act();
    }

    Act healed(Write write, Ideal ideal) {
        Act act = new Renderer(engine(), write, ideal.names(), keyOf(write)).act();
        return new Act(act.texts(), act.rows(), act.batch(), false, act.keys(), act.labels());
    }

    private List<String> keyOf(Write write) {
        OldTable old = world.old(write.table());
        return old == null ? List.of() : old.key().stream().map(Meaning::name).toList();
    }

    Dump dump() throws SQLException {
        return Dump.of(site.outside(), world.tabs);
    }

    /** Keys that the database makes, which are other ones each time. */
    Set<String> generatedColumns() {
        Set<String> columns = new HashSet<>();
        for (Tab tab : world.tabs) {
            tab.cols.stream().filter(Col::numbered).forEach(col -> columns.add(tab.qualified() + "." + col.name));
        }
        return columns;
    }

    /** Has the application write, and judges what came of it. */
    void write(Write... writes) throws SQLException, IOException {
        unit(List.of(writes), false);
    }

    void unit(List<Write> writes, boolean transaction) throws SQLException, IOException {
        Dump before = settled(dump());
        Foresight foresight = new Foresight(this, writes, transaction, before);
        List<Course> courses =
                foresight.courses().stream().map(c -> c.seen(this::settled)).toList();
        List<Outcome> told = act(writes, transaction);
        Dump after = settled(dump());
        Ruling ruling = new Judge(this, writes, courses, before).ruling(told, after);
        judged.add(new Judged(ruling, foresight.broken, foresight.healable, reason(ruling, foresight)));
        if (!ruling.verdict().right) {
            throw new Wrong(ruling);
        }
        keepTwinInStep(writes, told);
        note(ruling.verdict().name());
        Course course = ruling.course();
        if (course != null) {
            course.leftOut().forEach(value -> pending.add(located(value, before, after)));
        }
        last = after;
    }

    /** Names are left out, so that the same reasons are counted together. */
    private String reason(Ruling ruling, Foresight foresight) throws IOException {
        if (!foresight.healable || ruling.verdict() == Verdict.HEALED) {
            return "";
        }
        String reason = site.journal.reason(world.path).replaceAll("it_\\d+b?", "…");
        for (String name : world.names) {
            reason = reason.replaceAll("(?i)(?<![a-z0-9_])" + name + "(?![a-z0-9_])", "…");
        }
        return reason;
    }

    /** A temporary table is each connection's own: what the application wrote to its own, the twin writes to its. */
    private void keepTwinInStep(List<Write> writes, List<Outcome> told) {
        if (!told.stream().allMatch(Outcome::ok)) {
            return;
        }
        for (Write write : writes) {
            if (world.hides(write)) {
                must(plain.obey(new Order.Perform(written(write))));
            }
        }
    }

    private LeftOut located(LeftOut value, Dump before, Dump after) {
        Tab tab = world.carrier(value.old());
        return tab == null
                ? value
                : value.in(
                        tab,
                        after.of(tab.qualified()).stream()
                                .filter(row -> !before.of(tab.qualified()).contains(row))
                                .toList());
    }

    private Dump settled(Dump dump) {
        Dump known = last;
        if (known != null) {
            String stray = Strays.of(world, pending, known, dump);
            if (!stray.isEmpty()) {
                throw new Wrong(new Ruling(Verdict.STRAY, stray));
            }
        }
        return dump.beforeRestoring(world, pending);
    }

    /** Looks at the tables for values that came back where they do not belong. */
    void look() throws SQLException {
        settled(dump());
    }

    private List<Outcome> act(List<Write> writes, boolean transaction) {
        List<Outcome> told = new ArrayList<>();
        if (transaction) {
            log.add("application:    setAutoCommit(false)");
            must(site.tell(new Order.AutoCommit(false)));
        }
        boolean ok = true;
        for (Write write : writes) {
            Act act = written(write);
            Outcome outcome = site.tell(new Order.Perform(act));
            log.add("application:    " + act);
            log.add("                -> " + outcome);
            told.add(outcome);
            ok = outcome.ok();
            if (!ok) {
                break;
            }
        }
        if (transaction) {
            log.add("application:    " + (ok ? "commit()" : "rollback()"));
            must(site.tell(ok ? new Order.Commit() : new Order.Rollback()));
            must(site.tell(new Order.AutoCommit(true)));
        }
        return told;
    }
}
