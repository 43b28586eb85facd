package io.selfhealing.agent.quarantine.beside;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.LeftOutText;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.QuarantineException;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentColumn;
import io.selfhealing.agent.tables.AgentColumn.Kind;
import io.selfhealing.agent.tables.AgentTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code selfhealing_quarantine} of one database. Belongs to no connection and ends no transaction. */
public final class QuarantineTable {
    static final AgentTable TABLE = new AgentTable(
            "selfhealing_quarantine",
            List.of(
                    new AgentColumn("ticket", Kind.SHORT_TEXT, false),
                    new AgentColumn("place", Kind.INTEGER, false),
                    new AgentColumn("state", Kind.SHORT_TEXT, false),
                    new AgentColumn("taken_at", Kind.TIMESTAMP, false),
                    new AgentColumn("ran_at", Kind.TIMESTAMP, true),
                    new AgentColumn("content", Kind.LONG_TEXT, false),
                    new AgentColumn("settled_at", Kind.TIMESTAMP, true),
                    new AgentColumn("went_to", Kind.SHORT_TEXT, true),
                    new AgentColumn("reason", Kind.LONG_TEXT, true)),
            List.of("ticket", "place"));

    private static final String ONE = " where ticket = ? and place = ?";
    /** A value that nobody has settled for good, and perhaps somebody settles at this moment. */
    private static final String UNSETTLED = " and state in ('taken', 'landed', 'conflict', 'unknown')";

    private final String name;

    /** @param name of the table, by which every connection finds it */
    QuarantineTable(String name) {
        this.name = name;
    }

    /** Whether a product's transactions undo all that they did, and a row can be claimed by one of several. */
    public static boolean isFor(Product product) {
        return product == Product.POSTGRESQL || product == Product.H2;
    }

    /**
     * Values of a write that is about to run in the transaction of this connection.
     *
     * @throws QuarantineException where one of them would not come back as it is
     */
    public void take(Connection connection, TableTicket ticket, Instant now) throws SQLException, QuarantineException {
        List<String> texts = new ArrayList<>();
        for (LeftOut value : ticket.values()) {
            texts.add(LeftOutText.of(value));
        }
        String sql = "insert into " + name + " (ticket, place, state, taken_at, content) values (?, ?, 'taken', ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int place = 0; place < texts.size(); place++) {
                insert.setString(1, ticket.id());
                insert.setInt(2, place);
                insert.setObject(3, utc(now));
                insert.setString(4, texts.get(place));
                insert.executeUpdate();
            }
        }
    }

    /**
     * The write ran: with the transaction in which it did, its values count.
     *
     * @param keys of the rows, one for each value
     */
    public void ran(Connection connection, TableTicket ticket, List<Map<String, Object>> keys, Instant now)
            throws SQLException, QuarantineException {
        String sql = "update " + name + " set state = 'landed', ran_at = ?, content = ?" + ONE;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int place = 0; place < ticket.values().size(); place++) {
                LeftOut value = ticket.values().get(place);
                LeftOut known = place < keys.size() ? value.with(keys.get(place)) : value;
                update.setObject(1, utc(now));
                update.setString(2, LeftOutText.of(known));
                update.setString(3, ticket.id());
                update.setInt(4, place);
                update.executeUpdate();
            }
        }
    }

    /** The write did not run: there is nothing to keep. */
    public void forget(Connection connection, TableTicket ticket) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from " + name + " where ticket = ?")) {
            delete.setString(1, ticket.id());
            delete.executeUpdate();
        }
    }

    /**
     * Whether this transaction alone may say what becomes of a value: nobody else is at it, and nobody has been.
     *
     * @param entry as it was read
     */
    public boolean claim(Connection own, Entry entry) throws SQLException {
        String sql = "select state from " + name + ONE + UNSETTLED + " for update skip locked";
        try (PreparedStatement select = own.prepareStatement(sql)) {
            select.setString(1, entry.ticket());
            select.setInt(2, entry.place());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Notes what became of a value, within the transaction that made it true. What is settled for good stays so. */
    public void settle(Connection own, Outcome outcome) throws SQLException {
        String sql = "update " + name + " set state = ?, settled_at = ?, went_to = ?, reason = ?" + ONE + UNSETTLED;
        try (PreparedStatement update = own.prepareStatement(sql)) {
            update.setString(1, outcome.state().toString());
            update.setObject(2, utc(outcome.time()));
            update.setString(3, outcome.column());
            update.setString(4, outcome.reason());
            update.setString(5, outcome.ticket());
            update.setInt(6, outcome.place());
            update.executeUpdate();
        }
    }

    /**
     * The application gave a value's row another key.
     *
     * @param key all of it
     * @param at when
     */
    public void moved(Connection own, String ticket, int place, Map<String, Object> key, Instant at)
            throws SQLException, QuarantineException {
        String content = null;
        try (PreparedStatement select =
                own.prepareStatement("select content from " + name + ONE + UNSETTLED + " for update")) {
            select.setString(1, ticket);
            select.setInt(2, place);
            try (ResultSet row = select.executeQuery()) {
                content = row.next() ? row.getString(1) : null;
            }
        }
        if (content == null) {
            return;
        }
        LeftOut moved = LeftOutText.read(content).leftOut().movedTo(key, at);
        try (PreparedStatement update = own.prepareStatement("update " + name + " set content = ?" + ONE)) {
            update.setString(1, LeftOutText.of(moved));
            update.setString(2, ticket);
            update.setInt(3, place);
            update.executeUpdate();
        }
    }

    /** Takes away what was settled for good before that moment; returns how much that was. */
    public int discard(Connection own, Instant before) throws SQLException {
        String sql = "delete from " + name + " where settled_at < ? and state in ('restored', 'gone', 'superseded')";
        try (PreparedStatement delete = own.prepareStatement(sql)) {
            delete.setObject(1, utc(before));
            return delete.executeUpdate();
        }
    }

    /** Why it cannot be used; null where it can. Leaves nothing behind. */
    @Nullable
    String obstacle(Connection own, String unheard) throws SQLException {
        TableTicket none = new TableTicket(unheard, List.of(new LeftOut("", "", "", null, "", Map.of())));
        try {
            take(own, none, Instant.EPOCH);
            ran(own, none, List.of(), Instant.EPOCH);
            Entry fake = new Entry(
                    unheard, 0, Instant.EPOCH, null, State.TAKEN, none.values().get(0), false, null);
            boolean unused = claim(own, fake);
            forget(own, none);
            return null;
        } catch (SQLException e) {
            return "SQLState " + e.getSQLState();
        } catch (QuarantineException e) {
            throw new IllegalStateException(e);
        } finally {
            own.rollback();
        }
    }

    /** All that is committed, oldest first. A row that is not understood is passed over. */
    public List<Entry> read(Connection own) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        String sql = "select ticket, place, state, taken_at, ran_at, content, settled_at, went_to, reason from " + name
                + " order by taken_at, ticket, place";
        try (PreparedStatement select = own.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                try {
                    entries.add(entry(row));
                } catch (IllegalArgumentException | NullPointerException e) {
                    // Of a version to come, or written by somebody else.
                }
            }
        }
        return entries;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        LeftOutText.Read read = LeftOutText.read(row.getString(6));
        String ticket = row.getString(1);
        int place = row.getInt(2);
        State state = State.valueOf(row.getString(3).toUpperCase(Locale.ROOT));
        Instant settled = moment(row, 7);
        String reason = row.getString(9);
        Outcome outcome = settled == null
                ? null
                : new Outcome(ticket, place, state, settled, row.getString(8), reason == null ? "" : reason);
        Instant taken = moment(row, 4);
        return new Entry(
                ticket,
                place,
                taken == null ? Instant.EPOCH : taken,
                moment(row, 5),
                state,
                read.leftOut(),
                read.foreignClock(),
                outcome);
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}
