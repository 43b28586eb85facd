package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks in {@code INFORMATION_SCHEMA} for a table that is as another was before. */
final class LikeTables {
    private static final String QUERY = """
            SELECT C.TABLE_NAME, COUNT(*), SUM(CASE WHEN C.COLUMN_NAME IN (%s) THEN 1 ELSE 0 END)
            FROM INFORMATION_SCHEMA.COLUMNS C
            JOIN INFORMATION_SCHEMA.TABLES T ON T.TABLE_SCHEMA = C.TABLE_SCHEMA AND T.TABLE_NAME = C.TABLE_NAME
            WHERE C.TABLE_SCHEMA = ? AND C.TABLE_NAME <> ? AND T.TABLE_TYPE = 'BASE TABLE' AND C.COLUMN_NAME IN (%s)
            GROUP BY C.TABLE_NAME""";

    private LikeTables() {}

    /** See {@link SchemaReader#like}. */
    static @Nullable String of(Connection connection, TableSnapshot before, TableSnapshot now, Set<String> came)
            throws SQLException {
        List<String> all = before.columns().stream().map(Column::name).toList();
        List<String> lost =
                all.stream().filter(name -> now.column(name) == null).toList();
        if (lost.isEmpty()) {
            return null;
        }
        List<String> parameters = new ArrayList<>(lost);
        parameters.add(now.schema());
        parameters.add(now.name());
        parameters.addAll(all);
        try (PreparedStatement statement = connection.prepareStatement(QUERY.formatted(marks(lost), marks(all)))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    if (2 * rows.getInt(2) > all.size() && (rows.getInt(3) > 0 || came.contains(name))) {
                        return name;
                    }
                }
                return null;
            }
        }
    }

    private static String marks(List<String> names) {
        return String.join(", ", java.util.Collections.nCopies(names.size(), "?"));
    }
}
