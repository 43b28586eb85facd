package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Query.Source;
import io.selfhealing.agent.sql.Query.Sources;
import org.jspecify.annotations.Nullable;

/**
 * Reads the writes of MySQL and MariaDB that join tables, of which they write one (MySQL manual, 13.2.2 and 13.2.17). One that writes
 * several, or does not say in front of each column which it writes, is not read.
 */
final class MySqlJoinReader {
    private MySqlJoinReader() {}

    /** From behind UPDATE and its modifiers; null also where it joins nothing. */
    static @Nullable ShapeBuilder readUpdate(Cursor cursor, Product product) {
        Range references = cursor.takeUntil("SET");
        Tokens tokens = cursor.tokens();
        Sources sources = new QueryReader(tokens).sources(references);
        if (sources == null || sources.tables().size() < 2 || !cursor.take("SET")) {
            return null;
        }
        int target = cursor.at();
        boolean qualified = tokens.isIdentifier(target) && tokens.is(target + 1, TokenKind.DOT);
        ShapeBuilder shape =
                qualified ? start(StatementKind.UPDATE, sources, references, tokens.identifier(target), product) : null;
        if (shape == null || !SetReader.read(cursor, shape, false, "WHERE", "ORDER", "LIMIT", "RETURNING")) {
            return null;
        }
        boolean allQualified = shape.sets.stream().allMatch(setting -> setting.first() < setting.target());
        return allQualified && UpdateReader.readWhere(cursor, shape) ? shape : null;
    }

    /** From behind DELETE and its modifiers; null also where it joins nothing. */
    static @Nullable ShapeBuilder readDelete(Cursor cursor, Product product) {
        boolean first = !cursor.take("FROM");
        Identifier target = cursor.takeIdentifier();
        if (target == null || !(first ? cursor.take("FROM") : cursor.take("USING"))) {
            return null;
        }
        Range references = cursor.takeUntil("WHERE", "ORDER", "LIMIT", "RETURNING");
        Sources sources = new QueryReader(cursor.tokens()).sources(references);
        ShapeBuilder shape = sources == null ? null : start(StatementKind.DELETE, sources, references, target, product);
        return shape != null && UpdateReader.readWhere(cursor, shape) ? shape : null;
    }

    private static @Nullable ShapeBuilder start(
            StatementKind kind, Sources sources, Range references, Identifier target, Product product) {
        Source written = null;
        for (Source source : sources.tables()) {
            Identifier visible = source.visible();
            if (visible != null && visible.text().equalsIgnoreCase(target.text())) {
                if (written != null) {
                    return null;
                }
                written = source;
            }
        }
        TableName table = written == null ? null : written.table();
        if (written == null || table == null) {
            return null;
        }
        ShapeBuilder shape = new ShapeBuilder(kind, table, written.token(), product);
        Identifier visible = written.visible();
        shape.alias = visible == null || visible.equals(table.table()) ? null : visible;
        shape.otherSources = true;
        shape.plain = false;
        shape.sources = references;
        sources.conditions().forEach(condition -> shape.open(condition, ColumnUse.Role.CONDITION));
        sources.derived().forEach(shape::isolated);
        return shape;
    }
}
