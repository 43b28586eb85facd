package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that InnoDB gives its tables. One is given once, stays with the table when that gets another name, and is given up when
 * the table is dropped, emptied by {@code TRUNCATE} or built anew: the same number is the same table, another says nothing. Only who
 * has the privilege PROCESS may read them.
 */
final class InnoDbNumbers {
    /** ER_LOCK_WAIT_TIMEOUT, ER_STATEMENT_TIMEOUT of MariaDB and ER_QUERY_TIMEOUT of MySQL: they say nothing of whether it is told. */
    private static final Set<Integer> TOO_LATE = Set.of(1205, 1969, 3024);

    /** InnoDB writes other letters in a way of its own. */
    private static final Pattern NAME = Pattern.compile("(\\w+)/(\\w+)");

    private volatile boolean told = true;

    /** Where the table of that number is; null where there is none, or it is not told. */
    @Nullable
    TableKey bearer(Connection connection, boolean mariaDb, String number) throws SQLException {
        List<TableKey> found = new ArrayList<>();
        ask(connection, mariaDb, "NAME", "TABLE_ID = ?", List.of(number), row -> {
            Matcher name = NAME.matcher(row.getString(1));
            if (name.matches()) {
                found.add(new TableKey(List.of(name.group(1)), name.group(2)));
            }
        });
        return found.size() == 1 ? found.get(0) : null;
    }

    /** The numbers of those of the tables that have one that is told, by schema and table. */
    Map<List<String>, String> of(
            Connection connection, boolean mariaDb, Collection<String> schemas, Collection<String> tables)
            throws SQLException {
        List<String> names = schemas.stream()
                .flatMap(schema -> tables.stream().map(table -> schema + "/" + table))
                .filter(name -> NAME.matcher(name).matches())
                .toList();
        Map<List<String>, String> numbers = new HashMap<>();
        if (!names.isEmpty()) {
            String places = String.join(", ", Collections.nCopies(names.size(), "?"));
            ask(connection, mariaDb, "NAME, TABLE_ID", "NAME IN (" + places + ")", names, row -> {
                Matcher name = NAME.matcher(row.getString(1));
                if (name.matches()) {
                    numbers.put(List.of(name.group(1), name.group(2)), row.getString(2));
                }
            });
        }
        return numbers;
    }

    private void ask(
            Connection connection,
            boolean mariaDb,
            String columns,
            String condition,
            List<String> values,
            Reader reader)
            throws SQLException {
        if (!told) {
            return;
        }
        String view = mariaDb ? "INNODB_SYS_TABLES" : "INNODB_TABLES";
        String sql = "SELECT " + columns + " FROM information_schema." + view + " WHERE " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        } catch (SQLException e) {
            if (TOO_LATE.contains(e.getErrorCode()) || connection.isClosed()) {
                throw e;
            }
            told = false; // No right to it, or a server that has no such view: nothing else is to depend on that.
        }
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }
}
