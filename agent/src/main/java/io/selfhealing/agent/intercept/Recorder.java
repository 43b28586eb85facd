package io.selfhealing.agent.intercept;

import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Provenance;
import io.selfhealing.agent.event.Reason;
import io.selfhealing.agent.event.Recurring;
import io.selfhealing.agent.event.RungAnswer;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.Explanation;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.restraint.Restraint;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tracing.SpanEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Says what was done and why, in the terms of the event log: names, types and masked texts, never a value. */
final class Recorder {
    private final EventLog log;
    private final Console console;
    private final Lessons lessons;
    private final Restraints restraints;
    private final @Nullable SpanEvents spans;
    /** Made at the first heal, and twice where two threads heal first at once: nothing is lost by that. */
    private volatile @Nullable Tellings tellings;
    /** The same for the first that is told of. */
    private volatile @Nullable CallSites callSites;

    /** @param spans null where spans are not to tell */
    Recorder(EventLog log, Console console, Lessons lessons, Restraints restraints, @Nullable SpanEvents spans) {
        this.restraints = restraints;
        this.lessons = lessons;
        this.spans = spans;
        this.log = log;
        this.console = console;
    }

    void healed(ConnectionState connection, Run run) {
        Tellings known = tellings;
        if (known == null) {
            known = new Tellings();
            tellings = known;
        }
        String conversion = run.conversion == null ? "" : run.conversion.detail();
        Recurring told = known.of(
                run.plan,
                conversion,
                () -> new Recurring(
                        event(connection, run), counted(connection.database().name(), run.plan)));
        log.record(told, run.agentMicros());
        if (spans != null) {
            spans.healed(told.event());
        }
    }

    private LongConsumer counted(String database, Plan plan) {
        LongConsumer lesson = lessons.of(plan);
        TableSnapshot table = plan.table();
        return table == null ? lesson : lesson.andThen(restraints.used(database, table, plan.steps()));
    }

    private HealEvent event(ConnectionState connection, Run run) {
        Plan plan = run.plan;
        List<Step> steps = plan.steps();
        Map<String, @Nullable String> mapping = mapping(steps);
        List<Reason> evidence = evidence(steps, run.conversion);
        String database = connection.database().name();
        String original = masked(connection, plan.original());
        String healed = masked(connection, plan.target());
        Provenance told = provenance(connection, plan, run.rows, null);
        return plan.leftOut() == null
                ? new HealEvent.Healed(database, tableName(plan), mapping, evidence, original, healed, told, 0)
                : new HealEvent.LeftOut(database, tableName(plan), mapping, evidence, original, healed, told, 0);
    }

    void rolledBack(ConnectionState connection, Plan plan) {
        lessons.rolledBack(plan);
        log.record(new HealEvent.RolledBack(
                connection.database().name(),
                tableName(plan),
                mapping(plan.steps()),
                masked(connection, plan.original()),
                masked(connection, plan.target())));
    }

    void observed(ConnectionState connection, Plan plan) {
        log.record(observed(
                connection.database().name(),
                connection.database().product(),
                plan,
                provenance(connection, plan, List.of(), null)));
    }

    /** What would be done. */
    static HealEvent observed(String database, Product product, Plan plan, Provenance provenance) {
        List<Step> steps = plan.steps();
        return new HealEvent.Observed(
                database,
                tableName(plan),
                mapping(steps),
                evidence(steps, null),
                Masking.mask(plan.original(), product),
                Masking.mask(plan.target(), product),
                provenance,
                0);
    }

    void refused(ConnectionState connection, Plan plan, List<Bindings> rows, Failure why, @Nullable String obstacle) {
        Plan.Withheld withheld = plan.withheld();
        if (withheld != null && withheld.why().kind() == Restraint.Kind.OFF) {
            return;
        }
        if (withheld != null && withheld.why().kind() == Restraint.Kind.EXPIRED) {
            expired(connection, withheld);
            return;
        }
        String database = connection.database().name();
        String original = masked(connection, plan.original());
        String reason = obstacle;
        if (reason == null && plan.verdict() instanceof Verdict.Refusal refusal) {
            reason = refusal.reason();
            for (Step suggestion : refusal.suggestions()) {
                lessons.suggested(plan, suggestion);
                List<Step> one = List.of(suggestion);
                log.record(new HealEvent.Suggested(
                        database, tableName(plan), mapping(one), evidence(one, null), original));
            }
        }
        log.record(new HealEvent.Refused(
                database,
                tableName(plan),
                original,
                reason == null
                        ? Unexplained.reason(plan, why, connection.database().dialect(), rows)
                        : reason,
                provenance(connection, plan, rows, why.column()),
                0));
    }

    private void expired(ConnectionState connection, Plan.Withheld withheld) {
        Plan meant = withheld.meant();
        String database = connection.database().name();
        TableSnapshot table = meant.table();
        if (table != null) {
            restraints.used(database, table, meant.steps()).accept(0);
        }
        log.record(new HealEvent.Expired(
                database,
                tableName(meant),
                mapping(meant.steps()),
                evidence(meant.steps(), null),
                masked(connection, meant.original()),
                withheld.why().reason()));
    }

    /** The database did not take a value of a healed write for what it is. */
    void unfit(Plan plan) {
        lessons.refused(plan);
    }

    void implausible(ConnectionState connection, Plan plan) {
        lessons.refused(plan);
        log.record(new HealEvent.Refused(
                connection.database().name(),
                tableName(plan),
                masked(connection, plan.original()),
                "a value is of another type than the column that seemed to be meant",
                provenance(connection, plan, List.of(), null),
                0));
    }

    /** What is written does not look like what a column holds that was guessed. */
    void misfit(ConnectionState connection, Plan plan, ColumnValues.Misfit misfit) {
        if (misfit.refutes()) {
            lessons.refused(plan);
        }
        log.record(new HealEvent.Refused(
                connection.database().name(),
                tableName(plan),
                masked(connection, plan.original()),
                misfit.finding().detail(),
                provenance(connection, plan, plan.explanation().with(misfit.finding()), List.of(), null),
                0));
    }

    void quarantineFailed(ConnectionState connection, Plan plan, QuarantineException failure) {
        log.record(new HealEvent.Refused(
                connection.database().name(),
                tableName(plan),
                masked(connection, plan.original()),
                "a value cannot be kept, so it is not left out: " + failure.getMessage(),
                provenance(connection, plan, List.of(), null),
                0));
    }

    /** A value is safe in quarantine, but the key of its row could not be added. */
    void keysUnknown(Plan plan, Throwable failure) {
        console.error("the key of a row whose value is in quarantine is unknown: table " + tableName(plan) + ", "
                + failure.getClass().getName() + "; quarantine list HOME shows it, and only a person can settle it");
    }

    private Provenance provenance(
            ConnectionState connection, Plan plan, List<Bindings> rows, @Nullable String doubtful) {
        return provenance(connection, plan, plan.explanation(), rows, doubtful);
    }

    private Provenance provenance(
            ConnectionState connection,
            Plan plan,
            Explanation explanation,
            List<Bindings> rows,
            @Nullable String doubtful) {
        CallSites known = callSites;
        if (known == null) {
            known = new CallSites();
            callSites = known;
        }
        return new Provenance(
                explanation(explanation),
                WrittenTypes.of(plan, rows, connection.database().dialect(), doubtful),
                known.of(plan.original()));
    }

    private static String masked(ConnectionState connection, String sql) {
        return Masking.mask(sql, connection.database().product());
    }

    static String tableName(Plan plan) {
        TableSnapshot table = plan.table();
        return table == null ? plan.cell().key().table() : table.schema() + "." + table.name();
    }

    static List<RungAnswer> explanation(Plan plan) {
        return explanation(plan.explanation());
    }

    private static List<RungAnswer> explanation(Explanation explanation) {
        return explanation.findings().stream()
                .map(finding -> new RungAnswer(
                        finding.column(),
                        finding.rung(),
                        finding.said().name().toLowerCase(Locale.ROOT),
                        finding.target(),
                        finding.confidence(),
                        finding.detail()))
                .toList();
    }

    private static Map<String, @Nullable String> mapping(List<Step> steps) {
        Map<String, @Nullable String> mapping = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename) {
                mapping.put(rename.from(), rename.to());
            } else if (step instanceof Step.RenameTable move) {
                mapping.put(move.fromSchema() + "." + move.from(), move.toSchema() + "." + move.to());
            } else if (step instanceof Step.LeaveOut leaveOut) {
                mapping.put(leaveOut.column(), null);
            }
        }
        return mapping;
    }

    private static List<Reason> evidence(List<Step> steps, @Nullable Evidence conversion) {
        List<Evidence> evidence = new ArrayList<>();
        steps.forEach(step -> evidence.addAll(step.evidence()));
        if (conversion != null) {
            evidence.add(conversion);
        }
        return evidence.stream()
                .sorted(Comparator.comparing(Evidence::kind))
                .map(e -> new Reason(e.kind().name().toLowerCase(Locale.ROOT), e.confidence(), e.detail()))
                .toList();
    }
}
