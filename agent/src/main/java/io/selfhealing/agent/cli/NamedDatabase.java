package io.selfhealing.agent.cli;

import io.selfhealing.agent.migration.Place;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.schema.SchemaReaders;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database that a command is about: one that is asked, or one that the ledger of a home knows by its name. */
final class NamedDatabase implements AutoCloseable {
    private final DatabaseIdentity identity;
    private final Dialect dialect;
    private final String schema;
    private final @Nullable Connection connection;
    private final @Nullable SchemaReader reader;

    private NamedDatabase(
            DatabaseIdentity identity,
            Dialect dialect,
            String schema,
            @Nullable Connection connection,
            @Nullable SchemaReader reader) {
        this.identity = identity;
        this.dialect = dialect;
        this.schema = schema;
        this.connection = connection;
        this.reader = reader;
    }

    /** @param schema where names without one are; null for the one that the database takes */
    static NamedDatabase of(ConnectingOptions options, @Nullable String schema, Path home)
            throws Misuse, Failed, IOException {
        String url = options.url();
        return url.startsWith("jdbc:") ? live(options, schema) : known(url, schema, home);
    }

    private static NamedDatabase live(ConnectingOptions options, @Nullable String asked) throws Misuse, Failed {
        Connecting connecting = Connecting.by(options);
        String address = Database.address(connecting.url());
        SchemaReader reader = SchemaReaders.forProduct(Product.ofUrl(connecting.url()));
        if (reader == null) {
            throw new Failed("--url " + address + ": tables of that database cannot be read", null);
        }
        Connection connection = null;
        NamedDatabase named = null;
        try {
            connection = connecting.open();
            named = reached(connection, reader, address, asked);
            return named;
        } catch (SQLException e) {
            throw new Failed("--url " + address + ": " + e.getMessage(), e);
        } finally {
            if (named == null) {
                close(connection);
            }
        }
    }

    /** @param connection whose owner closes it where this fails, in whatever way */
    private static NamedDatabase reached(
            Connection connection, SchemaReader reader, String address, @Nullable String asked)
            throws SQLException, Misuse, Failed {
        DatabaseIdentity identity = reader.databaseIdentity(connection);
        if (!identity.lasting()) {
            throw new Failed("--url " + address + ": it is another database after each start", null);
        }
        Dialect dialect = reader.dialect(connection);
        String schema = asked;
        if (schema == null) {
            // PostgreSQL looks through its own catalog first, where nobody makes tables.
            schema = reader.path(connection).stream()
                    .filter(each -> !each.startsWith("pg_"))
                    .findFirst()
                    .orElse(null);
        }
        if (schema == null) {
            throw new Misuse("--schema is missing: the connection has no current schema");
        }
        return new NamedDatabase(identity, dialect, schema, connection, reader);
    }

    private static NamedDatabase known(String name, @Nullable String schema, Path home) throws Misuse, IOException {
        Set<String> databases = Ledger.databases(home.resolve("schema"));
        List<String> meant =
                databases.stream().filter(each -> each.contains(name)).toList();
        if (meant.size() != 1) {
            throw new Misuse("--url " + name + " is no JDBC URL, and " + meant.size() + " databases in the ledger of "
                    + home + " are called so (it knows " + databases + ")");
        }
        Product product = Product.ofUrl("jdbc:" + meant.get(0));
        String byDefault = product == Product.POSTGRESQL ? "public" : product == Product.H2 ? "PUBLIC" : null;
        String inSchema = schema == null ? byDefault : schema;
        if (inSchema == null) {
            throw new Misuse("--schema is missing");
        }
        Folding folding = product == Product.H2 ? Folding.UPPER : Folding.LOWER;
        return new NamedDatabase(
                new DatabaseIdentity(meant.get(0), true), new Dialect(product, folding), inSchema, null, null);
    }

    DatabaseIdentity identity() {
        return identity;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Where names without a schema are. */
    String schema() {
        return schema;
    }

    /** What to say of a table beside what was imported; empty where nobody can be asked. */
    String compared(Place place, HistoryImport.Comparison comparison) throws Failed {
        if (connection == null || reader == null) {
            return "";
        }
        try {
            TableSnapshot live = reader.read(connection, List.of(place.schema()), place.table());
            if (live == null) {
                return "; there is no such table now, so none of it is used";
            }
            return comparison.holds(live)
                    ? "; the table is as they leave it"
                    : "; the table differs from how they leave it, so none of it is used";
        } catch (SQLException e) {
            throw new Failed(place + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Nothing was changed through it.
            }
        }
    }
}
