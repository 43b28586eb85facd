package com.example.shop.order;

import com.example.shop.Created;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/orders")
class OrderController {
    private final OrderRepository orders;

    OrderController(OrderRepository orders) {
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<Created<Long>> post(@Valid @RequestBody NewOrder order) {
        long id = orders.add(order);
        return ResponseEntity.created(URI.create("/api/orders/" + id)).body(new Created<>(id));
    }

    @GetMapping("/{id}")
    ResponseEntity<Order> get(@PathVariable long id) {
        return ResponseEntity.of(orders.find(id));
    }

    @GetMapping
    List<Order> latest(@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        return orders.latest(limit);
    }
}
