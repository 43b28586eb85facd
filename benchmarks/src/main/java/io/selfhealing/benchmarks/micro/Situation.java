package io.selfhealing.benchmarks.micro;

import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Policy;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.WriteParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One renamed column among six, in a table whose earlier shape is known. */
final class Situation {
    private static final Dialect DIALECT = new Dialect(Product.H2, Folding.UPPER);
    private static final String SQL =
            "insert into orders (id, customer, name, amount, paid, created) values (?, ?, ?, ?, ?, ?)";

    private Situation() {}

    static Decision ladder() {
        return Patterns.decision();
    }

    static Case renamed() {
        TableHistory history = new TableHistory(table("ZORP"), List.of(table("NAME")), List.of());
        return new Case(
                Objects.requireNonNull(WriteParser.parse(SQL, DIALECT)),
                history,
                DIALECT,
                new Policy(Map.of(), List.of(), 0.7, true));
    }

    private static TableSnapshot table(String name) {
        List<Column> columns = new ArrayList<>();
        for (String column : List.of("ID", "CUSTOMER", name, "AMOUNT", "PAID", "CREATED")) {
            ColumnType type = new ColumnType("CHARACTER VARYING(100)", TypeFamily.TEXT, 100, 0, List.of());
            columns.add(new Column(column, columns.size() + 1, type, false, Column.Source.NONE, null, ""));
        }
        Instant seen = Instant.parse("2026-01-01T00:00:00Z");
        return new TableSnapshot(
                "PUBLIC", "ORDERS", null, columns, List.of("ID"), TableSnapshot.Kind.TABLE, false, seen);
    }
}
