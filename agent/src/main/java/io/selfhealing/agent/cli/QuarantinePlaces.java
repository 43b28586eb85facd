package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.quarantine.Contents;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where values in quarantine are: journals of a home, and where a database is named the table beside its data. */
final class QuarantinePlaces {
    private final Path home;
    private final @Nullable Connecting connecting;
    private final QuarantineTables tables;

    /** @param connecting null where no database is named */
    QuarantinePlaces(Path home, @Nullable Connecting connecting, Settings settings, PrintStream err) {
        this.home = home;
        this.connecting = connecting;
        TablesSettings use =
                new TablesSettings(TablesSettings.Use.USE, settings.tables().schema());
        this.tables = new QuarantineTables(new AgentTables(use, err::println), err::println, new SecureRandom());
    }

    /** For a command that takes no settings but those of the JVM and the environment. */
    static QuarantinePlaces of(Path home, ConnectingOptions options, PrintStream err) throws Misuse, Failed {
        Settings settings = SettingsReader.read(null, System.getProperties(), System.getenv(), Files::newBufferedReader)
                .settings();
        return new QuarantinePlaces(home, options.given() ? Connecting.by(options) : null, settings, err);
    }

    /** Oldest first. */
    Contents read() throws IOException, Failed {
        Contents kept = Quarantine.read(home);
        if (connecting == null) {
            return kept;
        }
        List<Entry> all = new ArrayList<>(kept.entries());
        try (Connection own = connecting.open()) {
            own.setAutoCommit(false);
            QuarantineTable table = tables.find(own, Product.ofUrl(connecting.url()));
            if (table != null) {
                all.addAll(table.read(own));
            }
            own.rollback();
        } catch (SQLException e) {
            throw new Failed(
                    "--url " + Database.address(connecting.url()) + ": selfhealing_quarantine cannot be read: "
                            + e.getMessage(),
                    e);
        }
        all.sort(Comparator.comparing(Entry::time));
        return new Contents(all, kept.unreadable());
    }

    /** The table of the database that is named; null where there is none. */
    @Nullable
    QuarantineTable table() throws Failed {
        if (connecting == null) {
            return null;
        }
        try (Connection own = connecting.open()) {
            own.setAutoCommit(false);
            return tables.find(own, Product.ofUrl(connecting.url()));
        } catch (SQLException e) {
            throw new Failed("--url " + Database.address(connecting.url()) + ": " + e.getMessage(), e);
        }
    }

    Path home() {
        return home;
    }
}
