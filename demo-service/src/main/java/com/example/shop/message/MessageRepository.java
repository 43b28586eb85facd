package com.example.shop.message;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

@Repository
class MessageRepository {
    private static final String INSERT = "INSERT INTO messages (sender, message, metadata) VALUES (?, ?, ?)";
    private static final String SELECT = "SELECT id, sender, message, metadata, created_at FROM messages";

    private final JdbcTemplate jdbc;

    MessageRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    long add(NewMessage message) {
        KeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"});
                    insert.setString(1, message.sender());
                    insert.setString(2, message.message());
                    insert.setString(3, message.metadata());
                    return insert;
                },
                keys);
        return keys.getKeyAs(Long.class);
    }

    Optional<Message> find(long id) {
        return jdbc.query(SELECT + " WHERE id = ?", MessageRepository::message, id).stream()
                .findFirst();
    }

    List<Message> latest(int limit) {
        return jdbc.query(SELECT + " ORDER BY id DESC LIMIT ?", MessageRepository::message, limit);
    }

    private static Message message(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getString("sender"),
                row.getString("message"),
                row.getString("metadata"),
                row.getObject("created_at", OffsetDateTime.class));
    }
}
