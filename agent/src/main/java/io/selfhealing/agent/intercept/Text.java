package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Identifier;
import io.selfhealing.agent.sql.Neighbours;
import io.selfhealing.agent.sql.Outline;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.TableName;
import io.selfhealing.agent.sql.WriteParser;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a write's text says by itself, before any table is looked at. The parser is asked only when the scanner cannot tell. */
final class Text {
    private final String sql;
    private final Dialect dialect;
    private final @Nullable Outline outline;
    private volatile @Nullable Parse parse;

    /** So that a text that cannot be parsed is tried once only. */
    private record Parse(@Nullable ParsedWrite write) {}

    Text(String sql, Dialect dialect, @Nullable Outline outline) {
        this.sql = sql;
        this.dialect = dialect;
        this.outline = outline;
    }

    String sql() {
        return sql;
    }

    @Nullable
    TableName table() {
        if (outline != null) {
            return outline.table();
        }
        ParsedWrite write = parsed();
        return write == null ? null : write.table();
    }

    /** The same by what is known of the other tables that it names. */
    @Nullable
    ParsedWrite parsed(Neighbours neighbours) {
        return neighbours == Neighbours.UNKNOWN ? parsed() : WriteParser.parse(sql, dialect, neighbours);
    }

    @Nullable
    ParsedWrite parsed() {
        Parse done = parse;
        if (done == null) {
            done = new Parse(WriteParser.parse(sql, dialect));
            parse = done;
        }
        return done.write();
    }

    /**
     * Whether the scanner can tell that the text fits the table. A text that it cannot follow is left alone as long as the
     * table never changed: the database will speak.
     */
    boolean fits(TableHistory history) {
        if (outline == null || !outline.complete()) {
            return history.earlier().isEmpty() && history.renames().isEmpty();
        }
        TableSnapshot table = history.current();
        for (Identifier name : outline.written()) {
            if (table.column(name.name(dialect)) == null) {
                return false;
            }
        }
        for (Identifier name : outline.mentioned()) {
            if (table.column(name.name(dialect)) == null) {
                return false;
            }
        }
        // What MySQL does about an omitted column depends on the session's sql_mode: its refusal is waited for.
        return dialect.product().speaksMySql()
                || outline.kind() != StatementKind.INSERT
                || !outline.hasColumnList()
                || !omitsRequired(table);
    }

    /** Whether it writes that column, named as the catalog holds it, as far as the scanner can tell. */
    boolean writes(String column) {
        return outline != null
                && outline.written().stream()
                        .anyMatch(name -> name.name(dialect).equals(column));
    }

    private boolean omitsRequired(TableSnapshot table) {
        Set<String> written = new HashSet<>();
        if (outline != null) {
            outline.written().forEach(name -> written.add(name.name(dialect)));
        }
        for (Column column : table.columns()) {
            if (column.required() && column.source() == Column.Source.NONE && !written.contains(column.name())) {
                return true;
            }
        }
        return false;
    }

    /** The types of the columns that take the parameters' bare values, as far as the scanner can tell. */
    ParameterTypes types(TableSnapshot table) {
        if (outline == null) {
            return ParameterTypes.UNKNOWN;
        }
        int[] columns = outline.parameterColumn();
        @Nullable Column[] taking = new Column[columns.length];
        for (int i = 0; i < columns.length; i++) {
            taking[i] = columns[i] < 0
                    ? null
                    : table.column(outline.written().get(columns[i]).name(dialect));
        }
        return new ParameterTypes(taking);
    }
}
