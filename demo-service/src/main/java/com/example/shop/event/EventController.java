package com.example.shop.event;

import com.example.shop.Created;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/events")
class EventController {
    private final EventRepository events;

    EventController(EventRepository events) {
        this.events = events;
    }

    @PostMapping
    ResponseEntity<Created<UUID>> post(@Valid @RequestBody NewEvent event) {
        UUID id = events.add(event);
        return ResponseEntity.created(URI.create("/api/events/" + id)).body(new Created<>(id));
    }

    @GetMapping("/{id}")
    ResponseEntity<Event> get(@PathVariable UUID id) {
        return ResponseEntity.of(events.find(id));
    }

    @GetMapping
    List<Event> bySource(@RequestParam String source, @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        return events.bySource(source, limit);
    }
}
