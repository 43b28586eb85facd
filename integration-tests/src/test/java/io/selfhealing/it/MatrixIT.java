package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What becomes of each kind of drift on each database, compared with the page that says so. */
class MatrixIT {
    private static final String KEPT = "kept";

    @DatabaseTest({
        Engine.POSTGRESQL,
        Engine.H2,
        Engine.MARIADB,
        Engine.MYSQL,
        Engine.HSQLDB,
        Engine.DERBY,
        Engine.SQLITE
    })
    void theCommittedPageIsWhatWasSeen(Bench bench) throws Exception {
        Connection connection = bench.application().connect();
        Map<Drift, String> ends = new EnumMap<>(Drift.class);
        for (Drift drift : Drift.values()) {
            ends.put(drift, end(bench, connection, drift));
        }
        List<Event> events = bench.events();

        ends.replaceAll((drift, end) -> outcome(end, events, drift.tableAfter()));
        MatrixPage.checkOrUpdate(bench.version(), ends);
    }

    /** How the drifted write ended for the application: empty where it landed, else the SQLState of what was thrown. */
    private static String end(Bench bench, Connection connection, Drift drift) throws Exception {
        drift.prepare(bench, connection);
        try {
            drift.write(bench, connection);
        } catch (SQLException e) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            assertThat(drift.landed(bench)).as(drift + " on " + bench.engine()).isFalse();
            return "refused " + (e.getSQLState() == null ? "(" + e.getErrorCode() + ")" : e.getSQLState());
        }
        return drift.landed(bench) ? "" : KEPT;
    }

    private static String outcome(String end, List<Event> events, String table) {
        if (end.startsWith("refused")) {
            return end;
        }
        List<String> kinds = new ArrayList<>();
        for (Event event : events) {
            if (event.table().toLowerCase(Locale.ROOT).endsWith(table)) {
                kinds.add(event.kind());
            }
        }
        if (end.equals(KEPT)) {
            assertThat(kinds).as("what did not land whole is kept").contains("left_out");
            return KEPT;
        }
        return kinds.contains("left_out") ? "left out" : kinds.contains("healed") ? "healed" : "no need";
    }
}
