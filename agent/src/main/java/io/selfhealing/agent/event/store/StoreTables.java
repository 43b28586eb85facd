package io.selfhealing.agent.event.store;

import io.selfhealing.agent.tables.AgentColumn;
import io.selfhealing.agent.tables.AgentColumn.Kind;
import io.selfhealing.agent.tables.AgentTable;
import java.util.List;

/** The tables of the store; {@code docs/tables.md} describes them. */
final class StoreTables {
    static final AgentColumn ID = new AgentColumn("id", Kind.SHORT_TEXT, false);
    static final AgentColumn DETAILS = new AgentColumn("details", Kind.JSON, false);
    static final AgentColumn CREATED = new AgentColumn("created_at", Kind.TIMESTAMP, false);

    static final AgentColumn ERROR_TYPE = new AgentColumn("error_type", Kind.SHORT_TEXT, false);
    static final AgentColumn TABLE = new AgentColumn("table_name", Kind.SHORT_TEXT, true);
    static final AgentColumn COLUMN = new AgentColumn("column_name", Kind.SHORT_TEXT, true);
    static final AgentColumn SEVERITY = new AgentColumn("severity", Kind.SHORT_TEXT, false);
    static final AgentColumn APPLICATION = new AgentColumn("application", Kind.SHORT_TEXT, false);
    static final AgentColumn COUNT = new AgentColumn("count", Kind.BIGINT, false);
    static final AgentColumn FIRST = new AgentColumn("first_seen", Kind.TIMESTAMP, false);
    static final AgentColumn LAST = new AgentColumn("last_seen", Kind.TIMESTAMP, false);

    static final AgentTable DETECTED_ERRORS = new AgentTable(
            "detected_errors",
            List.of(ID, ERROR_TYPE, TABLE, COLUMN, SEVERITY, DETAILS, APPLICATION, COUNT, FIRST, LAST, CREATED),
            List.of(ID.name()));

    static final AgentColumn EVENT_TYPE = new AgentColumn("event_type", Kind.SHORT_TEXT, false);
    static final AgentColumn STATUS = new AgentColumn("status", Kind.SHORT_TEXT, false);

    static final AgentTable BUILD_EVENTS =
            new AgentTable("build_events", List.of(ID, EVENT_TYPE, DETAILS, STATUS, CREATED), List.of(ID.name()));

    private StoreTables() {}
}
