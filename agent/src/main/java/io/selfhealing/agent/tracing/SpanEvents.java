package io.selfhealing.agent.tracing;

import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.event.Reason;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds an event to the span that is current in the application's thread, where the application has OpenTelemetry's API: it is
 * looked for by name in the thread's context class loader, and nothing of it is kept but weakly. Any thread.
 */
public final class SpanEvents {
    private static final String NAME = "self-healing";

    private final Consumer<Throwable> unexpected;
    private final Map<ClassLoader, WeakReference<@Nullable Class<?>>> spans =
            Collections.synchronizedMap(new WeakHashMap<>());
    /** Asked first, without a lock: most applications have one loader. */
    private volatile Last last = new Last(new WeakReference<>(null), new WeakReference<>(null));

    /** Of one loader; the span's class is null where it has none. */
    private record Last(WeakReference<@Nullable ClassLoader> loader, WeakReference<@Nullable Class<?>> span) {}

    /** @param unexpected told of what the API threw */
    public SpanEvents(Consumer<Throwable> unexpected) {
        this.unexpected = unexpected;
    }

    /** A write of this thread was healed. Throws nothing. */
    public void healed(HealEvent event) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader == null) {
            return;
        }
        Class<?> span = span(loader);
        if (span == null) {
            return;
        }
        try {
            SpanApi.of(span).addEvent(NAME, attributes(event));
        } catch (Throwable e) {
            unexpected.accept(e);
        }
    }

    private @Nullable Class<?> span(ClassLoader loader) {
        Last known = last;
        if (loader.equals(known.loader().get())) {
            return known.span().get();
        }
        WeakReference<@Nullable Class<?>> found = spans.get(loader);
        if (found == null) {
            found = new WeakReference<>(SpanApi.find(loader));
            spans.put(loader, found);
        }
        last = new Last(new WeakReference<>(loader), found);
        return found.get();
    }

    /** Alternately a name and its value. */
    private static String[] attributes(HealEvent event) {
        StringJoiner mapping = new StringJoiner(", ");
        event.mapping().forEach((from, to) -> mapping.add(from + " -> " + (to == null ? "(left out)" : to)));
        Reason strongest = event.evidence().isEmpty() ? null : event.evidence().get(0);
        return new String[] {
            "selfhealing.outcome", event.kind().toString(),
            "selfhealing.table", String.valueOf(event.table()),
            "selfhealing.mapping", mapping.toString(),
            "selfhealing.evidence", strongest == null ? "" : strongest.kind()
        };
    }
}
