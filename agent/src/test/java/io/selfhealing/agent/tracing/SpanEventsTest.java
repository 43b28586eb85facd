package io.selfhealing.agent.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Reason;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanEventsTest {
    private static final HealEvent HEALED = new HealEvent.Healed(
            "postgresql://localhost/app",
            "public.messages",
            Map.of("sender", "role"),
            List.of(new Reason("identity", 1, "attribute 3")),
            "INSERT INTO messages (sender) VALUES (?)",
            "INSERT INTO messages (role) VALUES (?)",
            120);

    private final List<Throwable> unexpected = new ArrayList<>();
    private final SpanEvents events = new SpanEvents(unexpected::add);
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final SdkTracerProvider tracing = SdkTracerProvider.builder().build();

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
        tracing.close();
        assertThat(unexpected).isEmpty();
    }

    private List<EventData> eventsOf(Runnable work) {
        Span span = tracing.get("test").spanBuilder("write").startSpan();
        try (Scope scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            work.run();
        }
        span.end();
        return ((ReadableSpan) span).toSpanData().getEvents();
    }

    @Test
    void aHealIsAnEventOfTheCurrentSpan() {
        List<EventData> told = eventsOf(() -> {
            events.healed(HEALED);
            events.healed(HEALED);
        });

        assertThat(told).hasSize(2).allSatisfy(event -> {
            assertThat(event.getName()).isEqualTo("self-healing");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("selfhealing.outcome")))
                    .isEqualTo("healed");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("selfhealing.table")))
                    .isEqualTo("public.messages");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("selfhealing.mapping")))
                    .isEqualTo("sender -> role");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("selfhealing.evidence")))
                    .isEqualTo("identity");
        });
    }

    @Test
    void withoutASpanNothingHappens() {
        events.healed(HEALED);
    }

    @Test
    void applicationsWithoutTheApiAreLeftAlone() throws Exception {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            List<EventData> told = eventsOf(() -> {
                Thread.currentThread().setContextClassLoader(empty);
                events.healed(HEALED);
                Thread.currentThread().setContextClassLoader(null);
                events.healed(HEALED);
                Thread.currentThread().setContextClassLoader(before);
                events.healed(HEALED);
            });
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void anApiOfAnotherShapeCountsAsNone() throws Exception {
        try (StrangeLoader strange = new StrangeLoader()) {
            Thread.currentThread().setContextClassLoader(strange);
            events.healed(HEALED);
        }
    }

    /** Has a class of that name that is none of the API's. */
    private static final class StrangeLoader extends URLClassLoader {
        StrangeLoader() {
            super(new URL[0], null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("io.opentelemetry.api.trace.Span")) {
                return Object.class;
            }
            throw new ClassNotFoundException(name);
        }
    }
}
