package com.example.shop.order;

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
class OrderRepository {
    private static final String INSERT = """
            INSERT INTO orders (customer, item, quantity, coupon, status)
            VALUES (?, ?, ?, ?, 'NEW')
            """;

    private static final String SELECT = "SELECT id, customer, item, quantity, coupon, status, ordered_at FROM orders";

    private final JdbcTemplate jdbc;

    OrderRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    long add(NewOrder order) {
        KeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"});
                    insert.setString(1, order.customer());
                    insert.setString(2, order.item());
                    insert.setInt(3, order.quantity());
                    insert.setString(4, order.coupon());
                    return insert;
                },
                keys);
        return keys.getKeyAs(Long.class);
    }

    Optional<Order> find(long id) {
        return jdbc.query(SELECT + " WHERE id = ?", OrderRepository::order, id).stream()
                .findFirst();
    }

    List<Order> latest(int limit) {
        return jdbc.query(SELECT + " ORDER BY id DESC LIMIT ?", OrderRepository::order, limit);
    }

    private static Order order(ResultSet row, int number) throws SQLException {
        return new Order(
                row.getLong("id"),
                row.getString("customer"),
                row.getString("item"),
                row.getInt("quantity"),
                row.getString("coupon"),
                row.getString("status"),
                row.getObject("ordered_at", OffsetDateTime.class));
    }
}
