package io.selfhealing.agent.event;

import io.selfhealing.agent.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A console whose lines a test can read. */
final class Captured {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final Console console;

    Captured(LogLevel level) {
        console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), level);
    }

    List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
