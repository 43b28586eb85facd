package com.example.shop.message;

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
@RequestMapping("/api/messages")
class MessageController {
    private final MessageRepository messages;

    MessageController(MessageRepository messages) {
        this.messages = messages;
    }

    @PostMapping
    ResponseEntity<Created<Long>> post(@Valid @RequestBody NewMessage message) {
        long id = messages.add(message);
        return ResponseEntity.created(URI.create("/api/messages/" + id)).body(new Created<>(id));
    }

    @GetMapping("/{id}")
    ResponseEntity<Message> get(@PathVariable long id) {
        return ResponseEntity.of(messages.find(id));
    }

    @GetMapping
    List<Message> latest(@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        return messages.latest(limit);
    }
}
