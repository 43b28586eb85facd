package io.selfhealing.agent.tables;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.schema.SchemaReaders;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent's own tables in the application's databases, and makes them where that was asked for. Any thread; one for the
 * process.
 */
public final class AgentTables {
    private static final int MOST_SAID = 200;

    private final TablesSettings settings;
    private final Consumer<String> warnings;
    private final Set<String> said = Collections.synchronizedSet(new HashSet<>());

    /** @param warnings told, once each, why a table cannot be used; no values, no credentials */
    public AgentTables(TablesSettings settings, Consumer<String> warnings) {
        this.settings = settings;
        this.warnings = warnings;
    }

    /** Whether those that are missing are made: then somebody wants what goes there. */
    public boolean creates() {
        return settings.use() == TablesSettings.Use.CREATE;
    }

    /** Whether tables are to be looked for at all. */
    public boolean wanted() {
        return settings.use() != TablesSettings.Use.OFF;
    }

    /** Whether tables of the agent's are ever made or found in this product: elsewhere no name of one may be asked for. */
    public static boolean areFor(Product product) {
        return TableDialect.of(product) != null;
    }

    /**
     * Whether a table can be used, after an attempt to make it where {@code selfhealing.tables} is {@code create}. A table that
     * is made is committed at once, together with what the transaction did before. The right to read and write it is not tried.
     *
     * @param own a connection of the agent's own, never one of the application's
     * @throws SQLException where the database does not answer
     */
    public Presence ensure(Connection own, Product product, AgentTable table) throws SQLException {
        return ensure(own, product, table, settings.use() == TablesSettings.Use.CREATE);
    }

    /** The same without an attempt to make it. */
    public Presence find(Connection own, Product product, AgentTable table) throws SQLException {
        return ensure(own, product, table, false);
    }

    private Presence ensure(Connection own, Product product, AgentTable table, boolean make) throws SQLException {
        if (!wanted()) {
            return Presence.ABSENT;
        }
        TableDialect dialect = TableDialect.of(product);
        SchemaReader reader = SchemaReaders.forProduct(product);
        if (dialect == null || reader == null) {
            say(own, table, "is not used: this product is not supported");
            return Presence.REFUSED;
        }
        Presence found = look(own, reader, dialect, table);
        return found == Presence.ABSENT && make ? make(own, product, reader, dialect, table) : found;
    }

    /**
     * The table's name for a statement.
     *
     * @throws IllegalArgumentException for a product in which no table is ever ready
     */
    public String qualified(Product product, AgentTable table) {
        TableDialect dialect = known(product);
        Optional<String> schema = settings.schema();
        return schema.map(name -> dialect.quoted(name) + '.').orElse("") + dialect.quoted(table.name());
    }

    /**
     * A column's name for a statement.
     *
     * @throws IllegalArgumentException for a product in which no table is ever ready
     */
    public static String quoted(Product product, AgentColumn column) {
        return known(product).quoted(column.name());
    }

    /**
     * A table's name with its schema, by which every connection finds it, wherever it looks names up.
     *
     * @param own a connection of the agent's own, on which the table was ready
     * @return null where it is not there any more
     */
    public @Nullable String everywhere(Connection own, Product product, AgentTable table) throws SQLException {
        TableDialect dialect = known(product);
        SchemaReader reader = SchemaReaders.forProduct(product);
        TableSnapshot found = reader == null ? null : read(own, reader, dialect, table);
        return found == null ? null : dialect.verbatim(found.schema()) + '.' + dialect.quoted(table.name());
    }

    /**
     * What a value of a column is bound to in a statement.
     *
     * @throws IllegalArgumentException for a product in which no table is ever ready
     */
    public static String parameter(Product product, AgentColumn column) {
        return known(product).parameter(column.kind());
    }

    private static TableDialect known(Product product) {
        TableDialect dialect = TableDialect.of(product);
        if (dialect == null) {
            throw new IllegalArgumentException("no tables in " + product);
        }
        return dialect;
    }

    private Presence look(Connection own, SchemaReader reader, TableDialect dialect, AgentTable table)
            throws SQLException {
        TableSnapshot found = read(own, reader, dialect, table);
        if (found == null) {
            return Presence.ABSENT;
        }
        if (isOurs(found, dialect, table)) {
            return Presence.READY;
        }
        say(own, table, "is left alone: the one in " + found.schema() + " has other columns, so it is somebody else's");
        return Presence.FOREIGN;
    }

    private @Nullable TableSnapshot read(Connection own, SchemaReader reader, TableDialect dialect, AgentTable table)
            throws SQLException {
        Optional<String> schema = settings.schema().map(dialect::stored);
        List<String> path = schema.isPresent() ? List.of(schema.get()) : reader.path(own);
        return reader.read(own, path, dialect.stored(table.name()));
    }

    private static boolean isOurs(TableSnapshot found, TableDialect dialect, AgentTable table) {
        return found.kind() == TableSnapshot.Kind.TABLE
                && found.columns().size() == table.columns().size()
                && found.primaryKey()
                        .equals(table.primaryKey().stream().map(dialect::stored).toList())
                && table.columns().stream()
                        .allMatch(column -> fits(column, found.column(dialect.stored(column.name())), dialect));
    }

    private static boolean fits(AgentColumn column, @Nullable Column found, TableDialect dialect) {
        return found != null && dialect.holds(column.kind(), found.type()) && !(column.nullable() && found.required());
    }

    /** What is there afterwards counts, whoever made it: of two that make it at once the slower one fails. */
    private Presence make(Connection own, Product product, SchemaReader reader, TableDialect dialect, AgentTable table)
            throws SQLException {
        SQLException failure = tryToMake(own, product, dialect.create(table, qualified(product, table)));
        Presence found = look(own, reader, dialect, table);
        if (found == Presence.ABSENT) {
            String why = failure == null
                    ? "it is not visible"
                    : reason(failure) + Grants.toMake(own, product, settings.schema(), failure);
            say(own, table, "is missing and cannot be made: " + why);
            return Presence.REFUSED;
        }
        return found;
    }

    private static @Nullable SQLException tryToMake(Connection own, Product product, String sql) throws SQLException {
        boolean transaction = !own.getAutoCommit();
        Savepoint before = transaction && product.abortsTransactionOnError() ? own.setSavepoint() : null;
        try (Statement statement = own.createStatement()) {
            if (product == Product.POSTGRESQL) {
                statement.execute("SET LOCAL lock_timeout = '1s'"); // the others have one from the schema's reader
            }
            statement.execute(sql);
        } catch (SQLException e) {
            if (before != null) {
                own.rollback(before);
            }
            return e;
        }
        if (transaction) {
            own.commit(); // so that whoever makes it at the same time need not wait for us
        }
        return null;
    }

    private static String reason(SQLException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return message.substring(0, Math.min(200, message.length())) + " (SQLState " + failure.getSQLState() + ")";
    }

    private void say(Connection own, AgentTable table, String what) throws SQLException {
        String url = own.getMetaData().getURL();
        warn("the agent's own table " + table.name() + " in " + (url == null ? "a database" : Database.address(url))
                + ' ' + what + "; see selfhealing.tables");
    }

    /**
     * Says once that the database refuses the use of a table.
     *
     * @param how {@code read} or {@code written}
     */
    void cannotBeUsed(Connection own, AgentTable table, String how, SQLException failure) throws SQLException {
        say(own, table, "cannot be " + how + ": " + reason(failure));
    }

    /**
     * Says once that the database refuses the use of a table, and what would grant it.
     *
     * @param rights such as {@code SELECT, INSERT, UPDATE}
     */
    public void cannotBeWritten(Connection own, Product product, AgentTable table, String rights, SQLException failure)
            throws SQLException {
        String grant = Grants.toUse(own, product, qualified(product, table), rights, failure);
        say(own, table, "cannot be written: " + reason(failure) + grant);
    }

    /** Says something once. */
    void warn(String words) {
        if (said.size() < MOST_SAID && said.add(words)) {
            warnings.accept(words);
        }
    }
}
