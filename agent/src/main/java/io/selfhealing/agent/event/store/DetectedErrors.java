package io.selfhealing.agent.event.store;

import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;

/** The rows of {@code detected_errors} in one database. */
final class DetectedErrors {
    private final String touch;
    private final String renew;
    private final String insert;
    private final String application;

    /** @param application whose problems they are */
    DetectedErrors(AgentTables tables, Product product, String application) {
        this.application = application;
        String table = tables.qualified(product, StoreTables.DETECTED_ERRORS);
        String count = AgentTables.quoted(product, StoreTables.COUNT);
        String last = AgentTables.quoted(product, StoreTables.LAST);
        String update = "update " + table + " set " + count + " = " + count + " + ?, " + last + " = case when " + last
                + " < ? then ? else " + last + " end, " + AgentTables.quoted(product, StoreTables.SEVERITY) + " = ?";
        String one = " where " + AgentTables.quoted(product, StoreTables.ID) + " = ?";
        this.touch = update + one;
        this.renew = update + ", " + AgentTables.quoted(product, StoreTables.DETAILS) + " = "
                + AgentTables.parameter(product, StoreTables.DETAILS) + one;
        this.insert = StoreRow.insert(product, table, StoreTables.DETECTED_ERRORS);
    }

    /**
     * Adds a tally to the row of its problem, which is made if need be.
     *
     * @param anew whether the row's details are to be those of the tally
     * @throws SQLException with SQLState 23… where another agent makes the row at this moment
     */
    void add(Connection own, Problem problem, Tally tally, boolean anew, Instant now) throws SQLException {
        try (PreparedStatement update = own.prepareStatement(anew ? renew : touch)) {
            LocalDateTime last = StoreRow.local(tally.lastSeen());
            update.setLong(1, tally.count());
            update.setObject(2, last);
            update.setObject(3, last);
            update.setString(4, Problem.severity(tally.last().kind()));
            if (anew) {
                update.setString(5, Details.of(problem, tally.last()));
            }
            update.setString(anew ? 6 : 5, problem.id(application));
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement statement = own.prepareStatement(insert)) {
            statement.setString(1, problem.id(application));
            statement.setString(2, problem.type());
            statement.setString(3, StoreRow.fitting(problem.table()));
            statement.setString(4, StoreRow.fitting(problem.column()));
            statement.setString(5, Problem.severity(tally.last().kind()));
            statement.setString(6, Details.of(problem, tally.last()));
            statement.setString(7, application);
            statement.setLong(8, tally.count());
            statement.setObject(9, StoreRow.local(tally.firstSeen()));
            statement.setObject(10, StoreRow.local(tally.lastSeen()));
            statement.setObject(11, StoreRow.local(now));
            statement.executeUpdate();
        }
    }
}
