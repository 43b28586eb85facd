package io.selfhealing.agent.event.store;

import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTable;
import io.selfhealing.agent.tables.AgentTables;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the rows of both tables have in common. */
final class StoreRow {
    private static final int LONGEST_NAME = 255;

    private StoreRow() {}

    /** An INSERT of all columns, in their order. */
    static String insert(Product product, String qualified, AgentTable table) {
        String columns = table.columns().stream()
                .map(column -> AgentTables.quoted(product, column))
                .collect(Collectors.joining(", "));
        String values = table.columns().stream()
                .map(column -> AgentTables.parameter(product, column))
                .collect(Collectors.joining(", "));
        return "insert into " + qualified + " (" + columns + ") values (" + values + ")";
    }

    static LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    static @Nullable String fitting(@Nullable String name) {
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
