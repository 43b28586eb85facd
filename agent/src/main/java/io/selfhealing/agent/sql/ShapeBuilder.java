package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Shape.Region;
import io.selfhealing.agent.sql.Shape.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects a {@link Shape} while its statement is read. */
final class ShapeBuilder {
    final StatementKind kind;
    final TableName table;
    final int tableToken;
    final Product product;
    final List<Integer> inserted = new ArrayList<>();
    final List<List<Range>> rows = new ArrayList<>();
    final List<Setting> sets = new ArrayList<>();
    final List<Integer> conflictTargets = new ArrayList<>();

    @Nullable
    Identifier alias;

    @Nullable
    Identifier conflictRow;

    @Nullable
    Range where;

    @Nullable
    Range sources;

    List<Identifier> expressions = List.of();

    boolean columnList;
    boolean conflict;
    boolean otherSources;
    boolean fromQuery;
    boolean limited;
    boolean plain = true;
    private final List<Region> regions = new ArrayList<>();

    ShapeBuilder(StatementKind kind, TableName table, int tableToken, Product product) {
        this.kind = kind;
        this.table = table;
        this.tableToken = tableToken;
        this.product = product;
    }

    /** A region from which the table's columns are seen. */
    void open(Range range, ColumnUse.Role role) {
        regions.add(new Region(range, role, false));
    }

    /** Other tables of which rows are joined. */
    void joined(Range range) {
        otherSources = true;
        plain = false;
        sources = range;
        isolated(range);
    }

    /** A region from which they are not. */
    void isolated(Range range) {
        regions.add(new Region(range, ColumnUse.Role.EXPRESSION, true));
    }

    Shape build() {
        return new Shape(
                kind,
                table,
                tableToken,
                alias,
                columnList,
                inserted,
                rows,
                sets,
                conflictTargets,
                regions,
                where,
                conflict,
                conflictRow,
                otherSources,
                sources,
                expressions,
                fromQuery,
                limited,
                plain);
    }
}
