package com.example.shop.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class EventRepository {
    private static final String SELECT = "SELECT id, event_type, source, priority, payload FROM events";

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    EventRepository(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    UUID add(NewEvent event) {
        UUID id = UUID.randomUUID();
        jdbc.update(
                "INSERT INTO events (id, event_type, source, priority, payload) VALUES (?, ?, ?, ?, ?)",
                id,
                event.type(),
                event.source(),
                event.priority(),
                json.writeValueAsString(event.payload()));
        return id;
    }

    Optional<Event> find(UUID id) {
        return jdbc.query(SELECT + " WHERE id = ?", this::event, id).stream().findFirst();
    }

    List<Event> bySource(String source, int limit) {
        return jdbc.query(SELECT + " WHERE source = ? ORDER BY id LIMIT ?", this::event, source, limit);
    }

    private Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getObject("id", UUID.class),
                row.getString("event_type"),
                row.getString("source"),
                row.getString("priority"),
                json.readValue(row.getString("payload"), new TypeReference<Map<String, Object>>() {}));
    }
}
