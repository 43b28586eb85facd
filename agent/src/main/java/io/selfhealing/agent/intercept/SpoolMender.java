package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_NULL;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_OBJECT;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_OBJECT_TYPE;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.spool.replay.Fate;
import io.selfhealing.agent.spool.replay.Mended;
import io.selfhealing.agent.spool.replay.Mender;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Heals writes that waited on disk, for one connection of a replay. Where nothing is healed, the database has the last word. */
final class SpoolMender implements Mender {
    private final ConnectionState connection;
    private final ModeSwitch mode;
    private final Planner planner;
    private final Binder binder;
    private final Runs runs;
    private final Set<TableCell> looked = new HashSet<>();

    SpoolMender(ConnectionState connection, ModeSwitch mode, Planner planner, Binder binder, Runs runs) {
        this.connection = connection;
        this.mode = mode;
        this.planner = planner;
        this.binder = binder;
        this.runs = runs;
    }

    @Override
    public Mended mend(Write write, boolean refused) {
        Plan plan = plan(write, refused);
        if (plan == null) {
            return new Mended.Ready(write.statement(), write.parameters(), List.of(), List.of(), Fate.UNHEARD);
        }
        plan.cell().touch();
        String astray = astray(plan, write);
        if (astray != null) {
            return new Mended.Refused(astray);
        }
        if (!mode.heals()) {
            return asWritten(plan, write);
        }
        boolean heals = plan.heals() && !plan.needsProof();
        boolean converts = refused || plan.parameterTypes().convert();
        return heals || converts ? healed(heals ? plan : plan.asWritten(), write) : asWritten(plan, write);
    }

    private @Nullable Plan plan(Write write, boolean refused) {
        if (refused) {
            return planner.replan(connection, write.statement());
        }
        Plan plan = planner.plan(connection, write.statement());
        // What was known before the outage may be as old as that.
        if (plan != null
                && looked.add(plan.cell())
                && !planner.read(connection, plan.cell()).equals(plan.view())) {
            plan = planner.plan(connection, write.statement());
        }
        return plan;
    }

    /** The application may look up names elsewhere than a connection of the agent's own. Null where both find the same table. */
    private static @Nullable String astray(Plan plan, Write write) {
        TableSnapshot there = asNamed(plan.view());
        if (there == null || write.table().indexOf('.') < 0) {
            return null;
        }
        String found = there.schema() + "." + there.name();
        return write.table().equalsIgnoreCase(found)
                ? null
                : "it was made for " + write.table() + ", and here its text means " + found;
    }

    private static @Nullable TableSnapshot asNamed(TableView view) {
        if (view instanceof TableView.Known known) {
            return known.history().current();
        }
        LostTable lost = view instanceof TableView.Missing missing ? missing.lost() : null;
        return lost == null ? null : lost.past().current();
    }

    private static Mended asWritten(Plan plan, Write write) {
        return new Mended.Ready(write.statement(), write.parameters(), key(plan), List.of(), Fate.UNHEARD);
    }

    private static List<String> key(Plan plan) {
        TableSnapshot table = plan.table();
        return table == null ? List.of() : table.primaryKey();
    }

    private Mended healed(Plan plan, Write write) {
        List<Bindings> rows = List.of(bindings(write.parameters()));
        Run run = runs.begin(connection, plan, rows, runs.now());
        if (run == null) {
            return new Mended.Refused("a value does not fit where it would go, or must be left out and cannot be kept");
        }
        Binder.Placed placed = binder.place(rows.get(0), write.parameters(), plan, connection.database());
        run.conversion = placed.converted();
        run.ready(runs.now());
        LeftOutColumns leftOut = plan.leftOut();
        List<String> generated = leftOut == null ? List.of() : leftOut.generated();
        return new Mended.Ready(plan.target(), placed.parameters(), key(plan), generated, new OfRun(run, rows));
    }

    private static Bindings bindings(List<Parameter> parameters) {
        Bindings bindings = new Bindings(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Integer type = parameter.sqlType();
            if (parameter.value() == null) {
                bindings.object(SET_NULL, i + 1, null, parameter.typeName(), type == null ? Types.NULL : type, 0);
            } else if (type != null) {
                bindings.object(SET_OBJECT_TYPE, i + 1, parameter.value(), null, type, 0);
            } else {
                bindings.object(SET_OBJECT, i + 1, parameter.value(), null, 0, 0);
            }
        }
        return bindings;
    }

    @Override
    public void committed() {
        runs.committed(connection);
        connection.transactionEnded();
    }

    @Override
    public void rolledBack() {
        runs.rolledBack(connection);
        connection.transactionEnded();
    }

    @Override
    public void inDoubt() {
        connection.decided();
        connection.transactionEnded();
    }

    /** What was left out is kept for the row once it is there, and void where it is not. */
    private final class OfRun implements Fate {
        private final Run run;
        private final List<Bindings> rows;

        OfRun(Run run, List<Bindings> rows) {
            this.run = run;
            this.rows = rows;
        }

        @Override
        public void ran(@Nullable PreparedStatement statement) {
            runs.succeeded(connection, run, rows, statement, Flavour.PLAIN);
        }

        @Override
        public void failed() {
            runs.abandoned(run, null);
        }
    }
}
