package io.selfhealing.agent.offline;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.spool.Meaning;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Deferral;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A write that may be kept, once values are bound to it that may be kept too. Immutable. */
public final class Draft {
    private final String sql;
    private final ParsedWrite write;
    private final TableSnapshot table;
    private final Dialect dialect;
    private final Deferral deferral;
    private final boolean byKey;
    private final Meaning meaning;
    private final Map<Integer, Column> columns = new HashMap<>();
    private final Map<String, Value> key = new LinkedHashMap<>();

    /**
     * A write of one text.
     *
     * @param meaning what its names mean now
     * @param byKey whether only the row's key will tell whether the write was made, so that it has to carry that
     */
    Draft(
            String sql,
            ParsedWrite write,
            TableSnapshot table,
            Dialect dialect,
            Deferral deferral,
            Meaning meaning,
            boolean byKey)
            throws NotKeptException {
        this.sql = sql;
        this.write = write;
        this.table = table;
        this.dialect = dialect;
        this.deferral = deferral;
        this.meaning = meaning;
        this.byKey = byKey;
        for (Assignment assignment : write.assignments()) {
            Column column = column(assignment.column());
            for (Value value : assignment.values()) {
                takeIn(column, value);
            }
            if (column != null && assignment.values().size() == 1 && isInsert()) {
                key.put(column.name(), assignment.values().get(0));
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            Column column = column(condition.column());
            takeIn(column, condition.value());
            if (column != null) {
                key.put(column.name(), condition.value());
            }
        }
        key.keySet().retainAll(table.primaryKey());
    }

    private void takeIn(@Nullable Column column, Value value) throws NotKeptException {
        if (column != null && value instanceof Value.Parameter parameter) {
            columns.put(parameter.index(), column);
        } else if (column != null && value instanceof Value.Null) {
            requireNullable(column);
        }
    }

    /** Null where the table had no such column when it was last seen: then the write is healed before it is made. */
    private @Nullable Column column(ColumnUse use) {
        return table.column(use.column().name(dialect));
    }

    private void requireNullable(Column column) throws NotKeptException {
        boolean filled = product().speaksMySql() && column.source() != Column.Source.NONE;
        if (column.required() && !filled) {
            throw new NotKeptException("the column " + column.name() + " of " + table.name() + " takes no NULL");
        }
    }

    private boolean isInsert() {
        return write.kind() == StatementKind.INSERT;
    }

    Product product() {
        return dialect.product();
    }

    /** How many rows it writes: those of VALUES, and the one that an UPDATE or a DELETE names. */
    public int rows() {
        return isInsert() ? write.rows() : 1;
    }

    int parameters() {
        return write.parameterCount();
    }

    /** The table with its schema. */
    String table() {
        return table.schema() + "." + table.name();
    }

    /** The shape of the table against which it was judged. */
    String version() {
        return table.version();
    }

    /** Fit for a log. */
    String masked() {
        return Masking.mask(sql, product());
    }

    /** What the column holds into which this parameter goes as it is; null where it does not, or that is not known. */
    @Nullable
    TypeFamily family(int parameter) {
        Column column = columns.get(parameter);
        return column == null ? null : column.type().family();
    }

    /**
     * The write with these values.
     *
     * @param now when the application makes it
     * @throws NotKeptException where they are not all there, or are none that the table takes
     */
    Write with(List<@Nullable Parameter> bound, Instant now) throws NotKeptException {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 1; i <= write.parameterCount(); i++) {
            Parameter parameter = i <= bound.size() ? bound.get(i - 1) : null;
            if (parameter == null) {
                throw new NotKeptException("nothing is bound to parameter " + i);
            }
            Column column = columns.get(i);
            if (parameter.value() == null && column != null) {
                requireNullable(column);
            }
            parameters.add(parameter);
        }
        Map<String, Object> found = key(parameters);
        if (byKey && found == null) {
            throw new NotKeptException("it does not carry the primary key of " + table.name()
                    + ", and there is no selfhealing_ledger; set selfhealing.tables=create");
        }
        return new Write(table(), text(now), parameters, found, meaning);
    }

    private String text(Instant now) {
        if (deferral.moments().isEmpty()) {
            return sql;
        }
        String type = product() == Product.H2 ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMPTZ";
        String moment = now.truncatedTo(ChronoUnit.MICROS).toString();
        String shown = moment.replace('T', ' ').replace("Z", "+00:00");
        return deferral.at(sql, type + " '" + shown + "'");
    }

    /** Null where the write does not carry all of it. */
    private @Nullable Map<String, Object> key(List<Parameter> parameters) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String column : table.primaryKey()) {
            Value value = key.get(column);
            Object known = value == null ? null : KeyValue.of(value, parameters);
            if (known == null) {
                return null;
            }
            found.put(column, known);
        }
        return found.isEmpty() ? null : found;
    }
}
