package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several tables of one schema of MySQL or MariaDB, each as {@link MySqlReader} reads it alone, in six queries for all of them.
 *
 * <p>MariaDB finds a table by its name only where it is compared with a single one, so that each query there has a part for each.
 */
final class MySqlTables {
    private final Connection connection;
    private final boolean mariaDb;
    private final String schema;
    private final List<String> tables;

    MySqlTables(Connection connection, boolean mariaDb, String schema, List<String> tables) {
        this.connection = connection;
        this.mariaDb = mariaDb;
        this.schema = schema;
        this.tables = tables;
    }

    /** Reads what one row says of a column. */
    interface Columns {
        Column of(ResultSet row, boolean json) throws SQLException;
    }

    /** The type of each table that is there. */
    Map<String, String> types() throws SQLException {
        Map<String, String> types = new HashMap<>();
        texts(query("TABLES", "TABLE_SCHEMA", "TABLE_NAME", MySqlCatalog.SORT, ""), "")
                .forEach((table, type) -> types.put(table, type.get(0)));
        return types;
    }

    Map<String, List<Column>> columns(Columns reader) throws SQLException {
        Map<String, List<String>> checks = mariaDb
                ? texts(
                        query(
                                "CHECK_CONSTRAINTS",
                                "CONSTRAINT_SCHEMA",
                                "TABLE_NAME",
                                "CHECK_CLAUSE",
                                " AND CHECK_CLAUSE LIKE 'json\\_valid(%'"),
                        "")
                : Map.of();
        Map<String, List<Column>> columns = new HashMap<>();
        String sql = query(
                "COLUMNS",
                "TABLE_SCHEMA",
                "TABLE_NAME",
                "COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, COLUMN_TYPE,"
                        + " CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, EXTRA, COLUMN_COMMENT,"
                        + " GENERATION_EXPRESSION",
                "");
        try (PreparedStatement statement = prepare(sql + " ORDER BY T, ORDINAL_POSITION");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String table = rows.getString("T");
                String check = "json_valid(`" + rows.getString("COLUMN_NAME").replace("`", "``") + "`)";
                boolean json = checks.getOrDefault(table, List.of()).contains(check);
                columns.computeIfAbsent(table, none -> new ArrayList<>()).add(reader.of(rows, json));
            }
            MySqlReader.refuseSkipped(statement);
        }
        return columns;
    }

    Map<String, List<String>> primaryKeys() throws SQLException {
        return texts(
                query(
                        "STATISTICS",
                        "TABLE_SCHEMA",
                        "TABLE_NAME",
                        "COLUMN_NAME, SEQ_IN_INDEX",
                        " AND INDEX_NAME = 'PRIMARY'"),
                " ORDER BY T, SEQ_IN_INDEX");
    }

    /** Those of which the session's account may see no more than some columns. */
    Set<String> inParts() throws SQLException {
        return texts(query("COLUMN_PRIVILEGES", "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", ""), "")
                .keySet();
    }

    /** Those with a trigger that may change a row, or whose triggers cannot be seen. */
    Set<String> rewritten() throws SQLException {
        Set<String> rewritten = new HashSet<>(texts(
                        query(
                                "TRIGGERS",
                                "EVENT_OBJECT_SCHEMA",
                                "EVENT_OBJECT_TABLE",
                                "TRIGGER_NAME",
                                " AND ACTION_TIMING = 'BEFORE' AND EVENT_MANIPULATION IN ('INSERT', 'UPDATE')"),
                        "")
                .keySet());
        Set<String> seen = seen();
        if (!seen.contains("")) {
            tables.stream().filter(table -> !seen.contains(table)).forEach(rewritten::add);
        }
        return rewritten;
    }

    /** The tables whose triggers the account sees; the empty name stands for all. */
    private Set<String> seen() throws SQLException {
        Set<String> seen = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(MySqlCatalog.TRIGGERS_SEEN)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen.add(rows.getString(1));
                }
            }
        }
        return seen;
    }

    private String query(String view, String schemaColumn, String tableColumn, String selected, String condition) {
        String select = "SELECT " + tableColumn + " T, " + selected + " FROM information_schema." + view + " WHERE "
                + schemaColumn + " = ? AND " + tableColumn;
        return mariaDb
                ? String.join(" UNION ALL ", Collections.nCopies(tables.size(), select + " = ?" + condition))
                : select + " IN (" + String.join(", ", Collections.nCopies(tables.size(), "?")) + ")" + condition;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int at = 0;
        if (!mariaDb) {
            statement.setString(++at, schema);
        }
        for (String table : tables) {
            if (mariaDb) {
                statement.setString(++at, schema);
            }
            statement.setString(++at, table);
        }
        return statement;
    }

    /** The second column of all rows, by the first. */
    private Map<String, List<String>> texts(String sql, String order) throws SQLException {
        Map<String, List<String>> texts = new HashMap<>();
        try (PreparedStatement statement = prepare(sql + order);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.computeIfAbsent(rows.getString(1), none -> new ArrayList<>())
                        .add(rows.getString(2));
            }
            MySqlReader.refuseSkipped(statement);
        }
        return texts;
    }
}
