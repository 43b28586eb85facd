package io.selfhealing.agent.quarantine.beside;

import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.LeftOut;
import java.util.List;

/**
 * The receipt for values of one write that are in the table.
 *
 * @param id unlike any other's, and unlike those of journals
 */
public record TableTicket(String id, List<LeftOut> values) {
    /** No hexadecimal digit, with which all tickets of journals begin. */
    static final char FIRST = 't';

    public TableTicket {
        values = List.copyOf(values);
    }

    /** Whether a value is in the table, and not in a journal. */
    public static boolean isOf(Entry entry) {
        return isOf(entry.ticket());
    }

    /** Whether the values of a ticket are in the table, and not in a journal. */
    public static boolean isOf(String ticket) {
        return !ticket.isEmpty() && ticket.charAt(0) == FIRST;
    }
}
