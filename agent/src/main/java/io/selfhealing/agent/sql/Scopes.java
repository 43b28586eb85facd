package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells which tables of one write can be seen from where. */
final class Scopes {
    private final Shape shape;
    private final Dialect dialect;
    private final QueryReader queries;
    private final String visible;

    Scopes(Tokens tokens, Shape shape, Dialect dialect) {
        this.shape = shape;
        this.dialect = dialect;
        queries = new QueryReader(tokens);
        visible = shape.visibleName().name(dialect);
    }

    /** What can be seen from the WHERE of the write, and from what it sets. */
    Scope top() {
        List<Scope.Entry> entries = new ArrayList<>(List.of(new Scope.Entry(
                new Query.Source(shape.table(), shape.visibleName(), shape.tableToken()), visible, true)));
        Range range = shape.sources();
        Query.Sources joined = range == null ? null : queries.sources(range);
        if (shape.otherSources() && joined == null) {
            return new Scope(null, null);
        }
        if (joined != null) {
            entries.addAll(entries(joined));
        }
        return new Scope(null, entries);
    }

    @SuppressWarnings("ReferenceEquality") // the very place in the text, not another one of the same words
    List<Scope.Entry> entries(Query.Sources sources) {
        List<Scope.Entry> entries = new ArrayList<>();
        for (Query.Source source : sources.tables()) {
            if (source.token() == shape.tableToken()) {
                continue; // MySQL names the table that it writes among those that it joins.
            }
            TableName named = source.table();
            Query.Source known = named != null && isInCatalog(named)
                    ? source
                    : new Query.Source(null, source.visible(), source.token());
            Identifier name = source.visible();
            entries.add(new Scope.Entry(
                    known,
                    name == null ? "" : name.name(dialect),
                    named != null && known == source && isWritten(named)));
        }
        return entries;
    }

    /** Whether a name is not that of a query behind WITH, and surely that of the table written, or surely of another one. */
    private boolean isInCatalog(TableName named) {
        boolean expression = named.schema() == null
                && shape.expressions().stream()
                        .anyMatch(name ->
                                name.text().equalsIgnoreCase(named.table().text()));
        boolean told = (named.schema() == null) == (shape.table().schema() == null)
                || !named.table().text().equalsIgnoreCase(shape.table().table().text());
        return !expression && told;
    }

    private boolean isWritten(TableName named) {
        return Objects.equals(schema(named), schema(shape.table()))
                && named.table().tableName(dialect).equals(shape.table().table().tableName(dialect));
    }

    private @Nullable String schema(TableName table) {
        Identifier schema = table.schema();
        return schema == null ? null : schema.tableName(dialect);
    }
}
