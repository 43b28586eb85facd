package io.selfhealing.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.LogLevel;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ConsoleTest {
    @Test
    void whatIsLessImportantThanTheLevelIsNotSaid() {
        Captured captured = new Captured(LogLevel.INFO);
        captured.console.error("a");
        captured.console.warn("b");
        captured.console.info("c");
        captured.console.debug("d");
        assertThat(captured.lines())
                .containsExactly("[self-healing] ERROR a", "[self-healing] WARN b", "[self-healing] INFO c");
    }

    @Test
    void aTextIsOneLineWhateverIsInIt() {
        Captured captured = new Captured(LogLevel.INFO);
        captured.console.info("a\r\n\tb\u001b[31m");
        assertThat(captured.lines()).containsExactly("[self-healing] INFO a b\\u001b[31m");
    }

    @Test
    void warningsOfLibrariesAreSaidAndTheRestIsNot() {
        Captured captured = new Captured(LogLevel.WARN);
        Logger logger =
                new ConsoleLoggingProvider(captured.console).getLoggerFactory().getLogger("some.Library");
        logger.trace("a");
        logger.debug("b");
        logger.info("c");
        logger.warn("odd {} of {}", 1, 2);
        logger.error("failed", new IllegalStateException("why"));
        assertThat(captured.lines())
                .containsExactly(
                        "[self-healing] WARN some.Library: odd 1 of 2",
                        "[self-healing] ERROR some.Library: failed (java.lang.IllegalStateException: why)");
    }

    @Test
    void slf4jFindsTheProvider() {
        assertThat(LoggerFactory.getILoggerFactory().getLogger("x")).isInstanceOf(ConsoleLogger.class);
    }
}
