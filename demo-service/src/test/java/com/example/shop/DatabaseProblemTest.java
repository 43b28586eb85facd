package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:problems;DB_CLOSE_DELAY=-1",
            "spring.datasource.hikari.maximum-pool-size=1",
            "spring.datasource.hikari.connection-timeout=250",
            "server.address=127.0.0.1"
        })
class DatabaseProblemTest {
    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource pool;

    private RestTestClient http;

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void aWriteThatDoesNotFitTheTableIsAnsweredWith500() {
        jdbc.execute("ALTER TABLE orders DROP COLUMN coupon");

        problem(
                "/api/orders",
                Map.of("customer", "ann", "item", "lamp", "quantity", 1),
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Database error");
    }

    @Test
    void aWriteThatGetsNoConnectionIsAnsweredWith503() throws SQLException {
        try (Connection onlyOne = pool.getConnection()) {
            assertThat(onlyOne.isValid(1)).isTrue();
            problem(
                    "/api/messages",
                    Map.of("sender", "ann", "message", "hello"),
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Database unavailable");
        }
    }

    private void problem(String path, Map<String, Object> body, HttpStatus status, String title) {
        http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo(title);
    }
}
