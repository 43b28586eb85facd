package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The domains of an H2 database, each with what it takes over from the domain that it stands on. */
final class H2Domains {
    /** What a column has that is of no domain. */
    static final Domain NONE = new Domain(null, null, false);

    /**
     * What a domain adds to a column.
     *
     * @param preset a default expression
     * @param required whether a check refuses NULL
     */
    record Domain(@Nullable Name parent, @Nullable String preset, boolean required) {}

    private record Name(String schema, String name) {}

    private final Map<Name, Domain> domains = new HashMap<>();

    private H2Domains() {}

    static H2Domains read(Connection connection) throws SQLException {
        H2Domains result = new H2Domains();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(H2Catalog.DOMAINS)) {
            while (rows.next()) {
                String parent = rows.getString(4);
                result.domains.put(
                        new Name(rows.getString(1), rows.getString(2)),
                        new Domain(
                                parent == null ? null : new Name(rows.getString(3), parent),
                                rows.getString(5),
                                rows.getBoolean(6)));
            }
        }
        return result;
    }

    Domain resolve(String schema, String name) {
        @Nullable String preset = null;
        boolean required = false;
        for (Domain domain = domains.get(new Name(schema, name));
                domain != null;
                domain = domain.parent() == null ? null : domains.get(domain.parent())) {
            preset = preset == null ? domain.preset() : preset;
            required |= domain.required();
        }
        return new Domain(null, preset, required);
    }
}
