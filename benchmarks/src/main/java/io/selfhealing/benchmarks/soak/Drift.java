package io.selfhealing.benchmarks.soak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The schema changes, made from outside in turn, and when the column {@code note} was gone. */
final class Drift {
    static final String TABLE = "create table accounts (id bigint primary key, owner varchar(60), note varchar(60),"
            + " amount integer not null, hits integer not null)";

    private static final List<String> CHANGES = List.of(
            "rename column owner to holder",
            "rename column holder to owner",
            "drop column note",
            "add column note varchar(60)",
            "add column region varchar(8) not null default 'eu'",
            "drop column region",
            // A required column cannot come to a table with rows in any other way.
            "add column updated_at timestamptz not null default now();"
                    + " alter table accounts alter column updated_at drop default",
            "drop column updated_at",
            "alter column amount type bigint",
            "alter column amount type integer");

    /** Which a change may wait for the locks of the application, so that it does not wait long in front of them. */
    private static final String PATIENCE = "set lock_timeout = '5s'";

    private final Connection connection;
    private final List<Absence> absences = new ArrayList<>();
    private int next;

    /**
     * A time without the column {@code note}, in milliseconds of the epoch: the change that began it was running between the
     * first two, the one that ended it between the last two.
     */
    record Absence(long dropping, long dropped, long adding, long added) {}

    Drift(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url + "&ApplicationName=outside");
        run(PATIENCE);
        run(TABLE);
    }

    void change() throws SQLException {
        String change = CHANGES.get(next % CHANGES.size());
        next++;
        long before = System.currentTimeMillis();
        run("alter table accounts " + change);
        long after = System.currentTimeMillis();
        if (change.startsWith("drop column note")) {
            absences.add(new Absence(before, after, Long.MAX_VALUE, Long.MAX_VALUE));
        } else if (change.startsWith("add column note")) {
            Absence begun = absences.remove(absences.size() - 1);
            absences.add(new Absence(begun.dropping(), begun.dropped(), before, after));
        }
    }

    /** Whether the table is as it was made. */
    boolean isUndone() {
        return next % CHANGES.size() == 0;
    }

    int changes() {
        return next;
    }

    List<Absence> absences() {
        return List.copyOf(absences);
    }

    /** The connections of the application and of its agent. */
    int sessions() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname ="
                                + " current_database() and backend_type = 'client backend' and application_name <> 'outside'")) {
            row.next();
            return row.getInt(1);
        }
    }

    Connection connection() {
        return connection;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
