package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.pattern.Consent;
import io.selfhealing.agent.heal.pattern.Plausible;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For each parameter the column that takes its bare value, and its type. */
final class ParameterTypes {
    static final ParameterTypes UNKNOWN = new ParameterTypes(new Column[0]);

    private final @Nullable Column[] columns;
    /** Under which names the statement knows the columns, where that is not as they are called now. */
    private final @Nullable String[] names;
    /** How each is used. */
    private final Consent.Use[] uses;

    private @Nullable Consent consent;
    /** A race is harmless: what was missed is converted after a failure, and then known. */
    private boolean convert;
    /** Replaced as a whole. One that another thread loses is put in again with the next value. */
    private Set<Integer> converted = Set.of();

    private @Nullable Evidence inText;
    /** Parameters whose values go to a column that was guessed, one-based. */
    private final BitSet guessed = new BitSet();

    private final List<Guess> guesses = new ArrayList<>();
    private final List<InText> literals = new ArrayList<>();

    /**
     * A value that the text itself holds.
     *
     * @param name under which the statement knows the column
     * @param column to which it goes, or with which it is compared
     */
    record InText(Value.Literal literal, String name, Column column) {
        /** As an application would have bound it. */
        Object value() {
            String text = literal.text();
            if (literal.string()) {
                return text;
            }
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return text.equalsIgnoreCase("true");
            }
            try {
                return text.matches("[+-]?\\d{1,18}") ? (Object) Long.valueOf(text) : new BigDecimal(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }
    }

    /** In the order of the text. */
    List<InText> literals() {
        return literals;
    }

    /**
     * A parameter whose value goes to a column, or is compared with one, that is not proved to be the one that is meant.
     *
     * @param parameter one-based
     */
    record Guess(int parameter, Step.Rename rename) {}

    ParameterTypes(@Nullable Column[] columns) {
        this.columns = columns;
        this.names = new String[columns.length];
        this.uses = new Consent.Use[columns.length];
        Arrays.fill(uses, Consent.Use.WRITTEN);
    }

    /** Empty for every write of which all is proved. */
    List<Guess> guesses() {
        return guesses;
    }

    /** Whether values had to be converted before, or a column has had another type, so that it is worth looking at all values. */
    boolean convert() {
        return convert;
    }

    /** Why literals of the text are written in another way; null where none is. */
    @Nullable
    Evidence inText() {
        return inText;
    }

    ParameterTypes inText(Evidence why) {
        inText = why;
        return this;
    }

    /** A value of that parameter was converted. */
    void converted(int parameter) {
        convert = true;
        if (!converted.contains(parameter)) {
            Set<Integer> more = new HashSet<>(converted);
            more.add(parameter);
            converted = Set.copyOf(more);
        }
    }

    boolean anyConverted() {
        return !converted.isEmpty();
    }

    boolean wasConverted(int parameter) {
        return converted.contains(parameter);
    }

    /** The same, where the columns' types may have been others before, as far as that allows for conversions; null where it does. */
    ParameterTypes since(@Nullable Consent what) {
        convert |= columns.length > 0 && what != null;
        consent = what;
        return this;
    }

    /** Whether it is not known yet what may be converted. */
    boolean unanswered() {
        Consent asked = consent;
        return asked != null && asked.isUnanswered();
    }

    /** Why the value of that parameter may not be converted; null where it may. */
    @Nullable
    String objection(int parameter) {
        Consent asked = consent;
        Column column = asked == null ? null : column(parameter);
        if (asked == null || column == null) {
            return null;
        }
        String name = names[parameter - 1];
        return asked.objection(name == null ? column.name() : name, column, uses[parameter - 1]);
    }

    /** Whether the column that takes the parameter's value is known to have had another type. */
    boolean wasRetyped(int parameter) {
        Consent asked = consent;
        Column column = asked == null ? null : column(parameter);
        if (asked == null || column == null) {
            return false;
        }
        String name = names[parameter - 1];
        return asked.wasRetyped(name == null ? column.name() : name, column);
    }

    /** Whether the column of a value in the text is known to have had another type. */
    boolean wasRetyped(InText given) {
        Consent asked = consent;
        return asked != null && asked.wasRetyped(given.name(), given.column());
    }

    /** Why the value of some parameter may not be converted; null where each may. */
    @Nullable
    String objection() {
        for (int parameter = 1; parameter <= columns.length; parameter++) {
            String objection = objection(parameter);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    /** Null where the parameter is no bare value of a column. */
    @Nullable
    ColumnType type(int parameter) {
        Column column = column(parameter);
        return column == null ? null : column.type();
    }

    /** Null where the parameter is no bare value of a column. */
    @Nullable
    Column column(int parameter) {
        return parameter >= 1 && parameter <= columns.length ? columns[parameter - 1] : null;
    }

    /** Whether every value of a guessed column may belong there; where one may not, none of the guesses holds. */
    boolean plausible(List<Bindings> rows, Product product) {
        for (int i = guessed.nextSetBit(0); i > 0; i = guessed.nextSetBit(i + 1)) {
            int index = i;
            ColumnType type = type(i);
            if (type != null
                    && rows.stream().anyMatch(row -> row.isSet(index) && !plausible(row, index, type, product))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plausible(Bindings row, int index, ColumnType type, Product product) {
        return Plausible.fits(row.boxed(index), Binder.binding(row, index), type, product);
    }

    int size() {
        return columns.length;
    }

    static ParameterTypes of(ParsedWrite write, TableSnapshot table, List<Step> steps, Dialect dialect) {
        Map<String, Step.Rename> renamed = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename) {
                renamed.put(rename.from(), rename);
            }
        }
        ParameterTypes all = new ParameterTypes(new Column[write.parameterCount()]);
        for (Assignment assignment : write.everyAssignment()) {
            String name = assignment.column().column().name(dialect);
            Step.Rename rename = renamed.get(name);
            for (Value value : assignment.values()) {
                all.put(value, table.column(rename == null ? name : rename.to()), rename, Consent.Use.written(rename));
                all.inText(value, name, table.column(rename == null ? name : rename.to()));
                if (rename != null && byName(rename) && value instanceof Value.Parameter parameter) {
                    all.guessed.set(parameter.index());
                }
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            String name = condition.column().column().name(dialect);
            Step.Rename rename = renamed.get(name);
            all.put(condition.value(), table.column(rename == null ? name : rename.to()), rename, Consent.Use.COMPARED);
            all.inText(condition.value(), name, table.column(rename == null ? name : rename.to()));
        }
        return all;
    }

    private void inText(Value value, String name, @Nullable Column column) {
        if (value instanceof Value.Literal literal && column != null) {
            literals.add(new InText(literal, name, column));
        }
    }

    private void put(Value value, @Nullable Column column, Step.@Nullable Rename rename, Consent.Use use) {
        if (value instanceof Value.Parameter parameter && parameter.index() <= columns.length) {
            uses[parameter.index() - 1] = use;
            columns[parameter.index() - 1] = column;
            names[parameter.index() - 1] = rename == null ? null : rename.from();
        }
        if (rename != null && rename.unproved()) {
            for (Value given : value.given()) {
                if (given instanceof Value.Parameter parameter && parameter.index() <= columns.length) {
                    guesses.add(new Guess(parameter.index(), rename));
                }
            }
        }
    }

    private static boolean byName(Step.Rename rename) {
        EvidenceKind best = rename.evidence().get(0).kind();
        return best == EvidenceKind.PATTERN || best == EvidenceKind.LEARNED || best == EvidenceKind.ONLY_PLACE;
    }
}
