package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_NULL;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_OBJECT;
import static io.selfhealing.bootstrap.door.SelfHealingDoor.SET_OBJECT_TYPE;

import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.spool.replay.Fate;
import io.selfhealing.agent.spool.replay.Mended;
import io.selfhealing.agent.spool.replay.Mender;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes writes that waited on disk fit their tables, for one connection of a replay: first what was meant is found as it is called
 * today, and then the write is healed as one that is made now. Where nothing is healed, the database has the last word.
 */
final class SpoolMender implements Mender {

    private final ConnectionState connection;
    private final ModeSwitch mode;
    private final Planner planner;
    private final Binder binder;
    private final Runs runs;
    private final SpoolTargets targets;

    SpoolMender(
            ConnectionState connection,
            ModeSwitch mode,
            Planner planner,
            Binder binder,
            Runs runs,
            SpoolTargets targets) {
        this.connection = connection;
        this.mode = mode;
        this.planner = planner;
        this.binder = binder;
        this.runs = runs;
        this.targets = targets;
    }

    @Override
    public Mended mend(Transaction transaction, Write write, boolean refused) {
        SpoolTarget target = targets.of(transaction, write, refused);
        if (target.objection() != null) {
            return target.waits() ? new Mended.Waiting(target.objection()) : new Mended.Refused(target.objection());
        }
        Run found = null;
        Plan meant = target.plan();
        if (meant != null) {
            found = mode.heals() ? runs.begin(connection, meant, rows(write), runs.now()) : null;
            if (found == null) {
                return new Mended.Refused("what it names is called otherwise now, and it is not to be healed");
            }
            found.ready(runs.now());
        }
        Mended mended = mended(write.parameters(), target, refused);
        if (found == null || !(mended instanceof Mended.Ready ready)) {
            return mended;
        }
        Fate both = new Both(new OfRun(found, rows(write)), ready.fate());
        return new Mended.Ready(ready.statement(), ready.parameters(), ready.key(), ready.generated(), both);
    }

    /** Heals what a write still lacks whose names are those of today. */
    private Mended mended(List<Parameter> parameters, SpoolTarget target, boolean refused) {
        String text = target.text();
        Plan plan = refused ? planner.replan(connection, text) : planner.plan(connection, text);
        if (plan == null) {
            return asWritten(text, parameters, target);
        }
        plan.cell().touch();
        String doubt = plan.heals() ? doubt(plan, target) : null;
        if (doubt != null) {
            return new Mended.Refused(doubt);
        }
        if (target.retyped() && Narrowed.loses(parameters, plan.parameterTypes())) {
            return new Mended.Refused(
                    "a column has another type now, in which a value would not be as it was acknowledged");
        }
        boolean heals = mode.heals() && plan.heals() && !plan.needsProof();
        boolean converts = refused || target.retyped() || plan.parameterTypes().convert();
        return heals || (mode.heals() && converts)
                ? healed(heals ? plan : plan.asWritten(), parameters)
                : asWritten(text, parameters, target);
    }

    /** What may have changed since the write was acknowledged only proofs tell; null where there is no doubt. */
    private static @Nullable String doubt(Plan plan, SpoolTarget target) {
        for (Step step : plan.steps()) {
            EvidenceKind kind = step.evidence().get(0).kind();
            if (step instanceof Step.Rename rename) {
                boolean proved = target.gone().contains(rename.from())
                        ? kind == EvidenceKind.DECLARED
                        : !target.changed() || !rename.unproved();
                if (!proved) {
                    return "the column " + rename.from()
                            + " that was meant is not there any more, and it is not proved that " + rename.to()
                            + " is it";
                }
            }
        }
        return null;
    }

    private static Mended asWritten(String text, List<Parameter> parameters, SpoolTarget target) {
        TableSnapshot table = target.table();
        return new Mended.Ready(
                text, parameters, table == null ? List.of() : table.primaryKey(), List.of(), Fate.UNHEARD);
    }

    private static List<String> key(Plan plan) {
        TableSnapshot table = plan.table();
        return table == null ? List.of() : table.primaryKey();
    }

    private Mended healed(Plan plan, List<Parameter> parameters) {
        List<Bindings> rows = List.of(bindings(parameters));
        Run run = runs.begin(connection, plan, rows, runs.now());
        if (run == null && plan.parameterTypes().unanswered()) {
            return new Mended.Waiting("its table changed since, and its rows cannot be asked now");
        }
        if (run == null) {
            return new Mended.Refused("a value does not fit where it would go, or must be left out and cannot be kept");
        }
        Binder.Placed placed = binder.place(rows.get(0), parameters, plan, connection.database());
        run.conversion = placed.converted() == null ? run.conversion : placed.converted();
        run.ready(runs.now());
        LeftOutColumns leftOut = plan.leftOut();
        List<String> generated = leftOut == null ? List.of() : leftOut.asked();
        return new Mended.Ready(plan.target(), placed.parameters(), key(plan), generated, new OfRun(run, rows));
    }

    private static List<Bindings> rows(Write write) {
        return List.of(bindings(write.parameters()));
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
    public boolean stands() throws SQLException {
        return targets.stand();
    }

    @Override
    public void committed() {
        runs.committed(connection);
        connection.transactionEnded();
        targets.ended();
    }

    @Override
    public void rolledBack() {
        runs.rolledBack(connection);
        connection.transactionEnded();
        targets.ended();
    }

    @Override
    public void inDoubt() {
        connection.decided();
        connection.transactionEnded();
        targets.ended();
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
            LeftOutColumns leftOut = run.plan.leftOut();
            long all = leftOut == null ? 1 : leftOut.rows(); // One that finds no row is refused.
            runs.succeeded(connection, run, rows, statement, Flavour.PLAIN, new long[] {all});
        }

        @Override
        public void failed() {
            runs.abandoned(run, null);
        }
    }

    /** Tells two. */
    private record Both(Fate first, Fate second) implements Fate {
        @Override
        public void ran(@Nullable PreparedStatement statement) {
            first.ran(statement);
            second.ran(statement);
        }

        @Override
        public void failed() {
            first.failed();
            second.failed();
        }
    }
}
