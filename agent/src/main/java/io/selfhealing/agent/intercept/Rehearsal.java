package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Provenance;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.pattern.Binding;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.heal.pattern.Fit;
import io.selfhealing.agent.restraint.Restraints;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.TableName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans a write as the agent would, for somebody who asks what would become of it. Only catalogs and samples of columns are read,
 * nothing is written.
 */
public final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Strings of which the database reads more spellings than are converted without a doubt. */
    private static final Set<TypeFamily> READ_BY_DATABASE = EnumSet.complementOf(
            EnumSet.of(TypeFamily.INTEGER, TypeFamily.DECIMAL, TypeFamily.BOOLEAN, TypeFamily.JSON));

    private final Settings settings;
    private final Planner planner;
    private final Conversions conversions;
    private final ColumnValues values;

    public Rehearsal(Settings settings, Decision decision, Restraints restraints, InstantSource clock) {
        this.settings = settings;
        this.values = new ColumnValues();
        this.planner = new Planner(
                settings,
                new Verdicts(decision, new Policies(settings, restraints, true), values),
                new Transactions(clock),
                restraints);
        this.conversions = new Conversions(settings.repairs().zone().orElse(null));
    }

    /**
     * What would become of a write.
     *
     * @param connection tells where names are looked up; lent
     * @param values of its parameters, as strings; may be fewer than it has
     * @throws SQLException as the connection does
     */
    public Rehearsed of(Database database, Connection connection, String sql, List<String> values) throws SQLException {
        database.learn(connection);
        List<String> path = database.path(connection);
        Dialect dialect = database.dialect();
        Text text = Texts.scan(sql, dialect);
        TableName name = text.parsed() == null ? null : text.table();
        if (name == null) {
            return leftAlone(
                    database,
                    "",
                    sql,
                    Scanner.kind(sql) == StatementKind.QUERY
                            ? "it reads: reads are never changed, only INSERT, UPDATE, DELETE and MERGE are"
                            : "it is not understood with certainty as one write");
        }
        TableKey key = new TableKey(
                name.schema() == null ? path : List.of(name.schema().tableName(dialect)),
                name.table().tableName(dialect));
        TableView view = database.guest() ? database.readAs(connection, key) : database.refreshNow(key, PATIENCE);
        String obstacle = obstacle(database, view);
        return obstacle == null
                ? planned(database, dialect, text, database.cell(key), view, values)
                : leftAlone(database, key.table(), sql, obstacle);
    }

    private static @Nullable String obstacle(Database database, TableView view) {
        if (view instanceof TableView.Unavailable unavailable) {
            return "the table cannot be read: " + unavailable.reason();
        }
        if (view instanceof TableView.Missing missing && missing.lost() == null) {
            return database.product().showsAllTables()
                    ? "there is no such table, and nothing is known of one"
                    : "there is no such table, or it is not visible to this user, and nothing is known of one";
        }
        return view instanceof TableView.Unread ? "the table was not read within " + PATIENCE : null;
    }

    private Rehearsed planned(
            Database database, Dialect dialect, Text text, TableCell cell, TableView view, List<String> values) {
        Plan plan = planner.make(database, text, cell, view, true);
        TableSnapshot table = plan.table();
        if (table != null && !settings.heals(table.schema(), table.name())) {
            return leftAlone(
                    database,
                    Recorder.tableName(plan),
                    text.sql(),
                    "selfhealing.tables.include and selfhealing.tables.exclude keep it out");
        }
        List<Rehearsed.OfValue> fates = fates(database, plan, values);
        String refusal = refusal(database, plan, fates, values);
        if (refusal != null) {
            HealEvent event = new HealEvent.Refused(
                    database.name(),
                    Recorder.tableName(plan),
                    Masking.mask(text.sql(), dialect.product()),
                    refusal,
                    Provenance.of(Recorder.explanation(plan)),
                    0);
            return new Rehearsed("refuse", event, fates);
        }
        return new Rehearsed(
                plan.heals() ? "heal" : "healthy",
                Recorder.observed(database.name(), database.product(), plan, Provenance.of(Recorder.explanation(plan))),
                fates);
    }

    /**
     * Why the write is not made as planned, or the database will refuse it: by the ladder's word, because its rows could not be found again,
     * because something is missing, or because of a value.
     */
    private @Nullable String refusal(Database database, Plan plan, List<Rehearsed.OfValue> fates, List<String> values) {
        if (plan.verdict() instanceof Verdict.Refusal refusal) {
            return refusal.reason();
        }
        ParsedWrite write = plan.write();
        boolean isPlain =
                write != null && write.parameterCount() == 0; // As a text with its values in it, or as a prepared one.
        String keys = isPlain && plan.heals() ? PlainKeys.obstacle(plan, database.product()) : null;
        if (keys != null) {
            return keys;
        }
        String lacking = plan.heals() ? null : Unexplained.lacking(plan, database.dialect());
        return Stream.of(
                        fates.stream().map(Rehearsed.OfValue::refusal),
                        Stream.ofNullable(lacking),
                        unfit(database, plan, values).stream())
                .flatMap(reasons -> reasons)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What no conversion makes fit a column that has had another type, where the database itself converts nothing. */
    private List<String> unfit(Database database, Plan plan, List<String> values) {
        List<String> reasons = new ArrayList<>();
        if (database.product() != Product.POSTGRESQL) {
            return reasons;
        }
        ParameterTypes types = plan.parameterTypes();
        for (int parameter = 1; parameter <= values.size(); parameter++) {
            ColumnType type = plan.target(parameter) == 0 ? null : plan.type(parameter);
            if (type != null && types.wasRetyped(parameter)) {
                put(reasons, bound(values.get(parameter - 1), type), type);
            }
        }
        for (ParameterTypes.InText given : types.literals()) {
            if (types.wasRetyped(given)) {
                put(reasons, given.value(), given.column().type());
            }
        }
        return reasons;
    }

    /** What an application would have bound, as far as a command line can tell. */
    private static Object bound(String value, ColumnType type) {
        if (type.family() == TypeFamily.TEXT || type.family() == TypeFamily.JSON) {
            return value;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return value.equalsIgnoreCase("true");
        }
        return value.matches("-?\\d{1,18}") ? (Object) Long.valueOf(value) : value;
    }

    private void put(List<String> reasons, Object value, ColumnType type) {
        Binding binding = value instanceof String ? Binding.STRING : Binding.PRIMITIVE;
        if (!Conversions.atHome(value, type.family())
                && !(value instanceof String && READ_BY_DATABASE.contains(type.family()))
                && conversions.fit(value, binding, type, Product.POSTGRESQL) instanceof Fit.Refused refused) {
            reasons.add(refused.reason());
        }
    }

    private static Rehearsed leftAlone(Database database, String table, String sql, String reason) {
        HealEvent event = new HealEvent.Refused(
                database.name(), table, Masking.mask(sql, database.product()), reason, Provenance.NONE, 0);
        return new Rehearsed("leave alone", event, List.of());
    }

    private List<Rehearsed.OfValue> fates(Database database, Plan plan, List<String> values) {
        if (plan.verdict() instanceof Verdict.Refusal) {
            return List.of();
        }
        List<Rehearsed.OfValue> fates = new ArrayList<>();
        for (int parameter = 1; parameter <= values.size(); parameter++) {
            fates.add(of(database, plan, parameter, values.get(parameter - 1)));
        }
        return fates;
    }

    private Rehearsed.OfValue of(Database database, Plan plan, int parameter, String value) {
        ColumnType type = plan.type(parameter);
        if (plan.target(parameter) == 0) {
            return new Rehearsed.OfValue(parameter, type == null ? "" : type.name(), "goes to quarantine", null);
        }
        if (type == null) {
            return new Rehearsed.OfValue(parameter, "", "as it is", null);
        }
        ColumnValues.Misfit misfit = this.values.misfit(database, plan, parameter, comparable(value, type));
        String refusal = misfit == null ? null : misfit.finding().detail();
        String fate = refusal == null
                ? fate(conversions.fit(value, Binding.STRING, type, database.product()))
                : "the write is refused: " + refusal;
        return new Rehearsed.OfValue(parameter, type.name(), fate, refusal);
    }

    /** What an application would bind to a column of numbers. */
    private static Object comparable(String value, ColumnType type) {
        boolean number = type.family() == TypeFamily.INTEGER || type.family() == TypeFamily.DECIMAL;
        try {
            return number ? new BigDecimal(value) : value;
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static String fate(Fit fit) {
        if (fit instanceof Fit.Converted converted) {
            return "converted: " + converted.evidence().detail();
        }
        return fit instanceof Fit.Refused refused ? "as it is, not converted: " + refused.reason() : "as it is";
    }
}
