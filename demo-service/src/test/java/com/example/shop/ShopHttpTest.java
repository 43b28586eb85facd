package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:http;DB_CLOSE_DELAY=-1", "server.address=127.0.0.1"})
class ShopHttpTest {
    @LocalServerPort
    private int port;

    private RestTestClient http;

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void aMessageIsCreatedAndFoundWhereTheAnswerSays() {
        URI location = create("/api/messages", Map.of("sender", "ann", "message", "hello", "metadata", "mobile"));

        http.get()
                .uri(location)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.sender")
                .isEqualTo("ann")
                .jsonPath("$.message")
                .isEqualTo("hello")
                .jsonPath("$.metadata")
                .isEqualTo("mobile")
                .jsonPath("$.createdAt")
                .isNotEmpty();
    }

    @Test
    void theLatestMessagesComeFirst() {
        create("/api/messages", Map.of("sender", "ann", "message", "first"));
        create("/api/messages", Map.of("sender", "bob", "message", "second"));

        http.get()
                .uri("/api/messages?limit=2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(2)
                .jsonPath("$[0].message")
                .isEqualTo("second")
                .jsonPath("$[1].message")
                .isEqualTo("first");
    }

    @Test
    void anOrderKeepsItsCoupon() {
        URI location =
                create("/api/orders", Map.of("customer", "ann", "item", "lamp", "quantity", 3, "coupon", "SPRING"));

        http.get()
                .uri(location)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.quantity")
                .isEqualTo(3)
                .jsonPath("$.coupon")
                .isEqualTo("SPRING")
                .jsonPath("$.status")
                .isEqualTo("NEW");
    }

    @Test
    void anEventKeepsItsPayload() {
        URI location = create(
                "/api/events",
                Map.of(
                        "type",
                        "door.opened",
                        "source",
                        "warehouse",
                        "priority",
                        "2",
                        "payload",
                        Map.of("door", 7, "by", "ann")));

        http.get()
                .uri(location)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.payload.door")
                .isEqualTo(7)
                .jsonPath("$.payload.by")
                .isEqualTo("ann");
        http.get()
                .uri("/api/events?source=warehouse")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1);
    }

    @Test
    void whatIsNotValidIsRefusedWithAProblemBody() {
        refused("/api/messages", Map.of("sender", " ", "message", "hello"));
        refused("/api/orders", Map.of("customer", "ann", "item", "lamp", "quantity", 0));
        refused(
                "/api/events",
                Map.of("type", "door.opened", "source", "warehouse", "priority", "high", "payload", Map.of()));
        http.get().uri("/api/messages?limit=0").exchange().expectStatus().isBadRequest();
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        http.get().uri("/api/messages/987654321").exchange().expectStatus().isNotFound();
        http.get().uri("/api/orders/987654321").exchange().expectStatus().isNotFound();
        http.get()
                .uri("/api/events/00000000-0000-0000-0000-000000000000")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private URI create(String path, Map<String, Object> body) {
        URI location = http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isCreated()
                .returnResult()
                .getResponseHeaders()
                .getLocation();
        assertThat(location).isNotNull();
        return Objects.requireNonNull(location);
    }

    private void refused(String path, Map<String, Object> body) {
        http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
