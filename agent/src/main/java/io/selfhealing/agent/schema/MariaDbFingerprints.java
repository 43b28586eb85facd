package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of tables of MariaDB, by {@code SHOW CREATE TABLE}. To its views of the catalog MariaDB makes several temporary
 * tables for each table that is asked about, mostly on disk; what a table looks like it has in memory. The catalog is asked about what
 * that text does not tell in full.
 */
final class MariaDbFingerprints {
    /** The next value is no part of the shape. */
    private static final Pattern NEXT_VALUE = Pattern.compile("(?m)^(\\) ENGINE=\\S+) AUTO_INCREMENT=\\d+");

    /** With these words in {@code sql_mode} the server leaves out what other products would not understand, such as the engine. */
    private static final Pattern HIDING = Pattern.compile(
            "(^|,)(ANSI|ORACLE|MSSQL|DB2|MAXDB|POSTGRESQL|MYSQL323|MYSQL40|NO_(TABLE|FIELD|KEY)_OPTIONS)(,|$)");

    private static final String HIDING_NOTHING = "SET STATEMENT sql_mode = '' FOR ";

    /** The text of a view does not tell of the types of its columns. */
    private static final String OF_A_TABLE = "CREATE TABLE ";

    /** ER_LOCK_WAIT_TIMEOUT and ER_STATEMENT_TIMEOUT: to ask in another way would take as long again. */
    private static final Set<Integer> TOO_LATE = Set.of(1205, 1969);

    /** MariaDB finds triggers by their table only where that is compared with a single one, and looks through the schema otherwise. */
    private static final int MOST_BY_NAME = 8;

    private final Connection connection;
    private final String show;

    MariaDbFingerprints(Connection connection, String sqlMode) {
        this.connection = connection;
        this.show = (HIDING.matcher(sqlMode).find() ? HIDING_NOTHING : "") + "SHOW CREATE TABLE ";
    }

    /** One for each of the tables that is there, in each of the schemas; by schema and table. */
    Map<List<String>, String> of(List<String> schemas, List<String> tables) throws SQLException {
        Map<List<String>, String> texts = new HashMap<>();
        for (String schema : schemas) {
            for (String table : tables) {
                String text = text(schema, table);
                if (text != null) {
                    texts.put(List.of(schema, table), text);
                }
            }
        }
        Map<List<String>, List<String>> beside = beside(texts.keySet());
        texts.replaceAll((place, text) -> {
            String more =
                    beside.getOrDefault(place, List.of()).stream().sorted().collect(Collectors.joining("\n"));
            return Digest.of(text + '\0' + more);
        });
        return texts;
    }

    /** Null where there is no such table. */
    private @Nullable String text(String schema, String table) throws SQLException {
        String shown = shown(schema, table);
        if (shown == null) {
            return null;
        }
        return shown.startsWith(OF_A_TABLE) ? NEXT_VALUE.matcher(shown).replaceFirst("$1") : described(schema, table);
    }

    /** Empty where it is not to be seen in this way; null where there is no such table. */
    private @Nullable String shown(String schema, String table) throws SQLException {
        String quoted = '`' + schema.replace("`", "``") + "`.`" + table.replace("`", "``") + '`';
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(show + quoted)) {
            return row.next() ? String.valueOf(row.getString(2)) : "";
        } catch (SQLException e) {
            if (e.getErrorCode() == MySqlCatalog.NO_SUCH_TABLE || e.getErrorCode() == MySqlCatalog.NO_SUCH_DATABASE) {
                return null;
            }
            if (TOO_LATE.contains(e.getErrorCode()) || connection.isClosed()) {
                throw e;
            }
            return ""; // Not ours to see in full, or broken, which must not hide the others.
        }
    }

    /** What the views of the catalog say of it; null where they know nothing of it. */
    private @Nullable String described(String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MySqlCatalog.fingerprint())) {
            for (int i = 0; i < MySqlCatalog.partsOfOne(); i++) {
                statement.setString(2 * i + 1, schema);
                statement.setString(2 * i + 2, table);
            }
            String text = null;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) { // The catalog compares names more loosely.
                    if (row.getString(1).equals(schema) && row.getString(2).equals(table)) {
                        text = row.getString(3) + '.' + row.getString(4) + '.' + row.getString(5);
                    }
                }
                MySqlReader.refuseSkipped(statement);
            }
            return text;
        }
    }

    /** What a table's own text does not say: its triggers, and who has rights on single columns. */
    private Map<List<String>, List<String>> beside(Collection<List<String>> places) throws SQLException {
        Map<List<String>, List<String>> rows = new HashMap<>();
        if (places.isEmpty()) {
            return rows;
        }
        List<String> schemas =
                places.stream().map(place -> place.get(0)).distinct().toList();
        List<String> tables =
                places.stream().map(place -> place.get(1)).distinct().toList();
        if (places.size() > MOST_BY_NAME) {
            beside(MySqlCatalog.TRIGGERS, schemas, tables, rows);
        } else {
            for (List<String> place : places) {
                beside(MySqlCatalog.TRIGGERS, place.subList(0, 1), place.subList(1, 2), rows);
            }
        }
        beside(MySqlCatalog.COLUMN_PRIVILEGES, schemas, tables, rows);
        return rows;
    }

    private void beside(String part, List<String> schemas, List<String> tables, Map<List<String>, List<String>> rows)
            throws SQLException {
        List<String> parameters = new ArrayList<>(schemas);
        parameters.addAll(tables);
        String sql = MySqlCatalog.part(part, schemas.size(), tables.size());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.computeIfAbsent(List.of(row.getString(1), row.getString(2)), none -> new ArrayList<>())
                            .add(row.getString(3));
                }
            }
            MySqlReader.refuseSkipped(statement);
        }
    }
}
