package io.selfhealing.agent.tracing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** As much of OpenTelemetry's API as is needed, as one loader has it. */
final class SpanApi {
    private static final String PACKAGE = "io.opentelemetry.api.";

    /** Hangs from the class of the API itself, so that it goes with it. */
    private static final ClassValue<SpanApi> APIS = new ClassValue<>() {
        @Override
        protected SpanApi computeValue(Class<?> span) {
            try {
                return new SpanApi(span);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private final MethodHandle current;
    private final MethodHandle isRecording;
    private final MethodHandle addEvent;
    private final MethodHandle builder;
    private final MethodHandle put;
    private final MethodHandle build;

    private SpanApi(Class<?> span) throws ReflectiveOperationException {
        ClassLoader loader = span.getClassLoader();
        Class<?> attributes = Class.forName(PACKAGE + "common.Attributes", false, loader);
        Class<?> made = Class.forName(PACKAGE + "common.AttributesBuilder", false, loader);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        current = lookup.findStatic(span, "current", MethodType.methodType(span));
        isRecording = lookup.findVirtual(span, "isRecording", MethodType.methodType(boolean.class));
        addEvent = lookup.findVirtual(span, "addEvent", MethodType.methodType(span, String.class, attributes));
        builder = lookup.findStatic(attributes, "builder", MethodType.methodType(made));
        put = lookup.findVirtual(made, "put", MethodType.methodType(made, String.class, String.class));
        build = lookup.findVirtual(made, "build", MethodType.methodType(attributes));
    }

    /** The class of spans; null where the loader has none, or one of another shape. */
    static @Nullable Class<?> find(ClassLoader loader) {
        try {
            Class<?> span = Class.forName(PACKAGE + "trace.Span", false, loader);
            SpanApi unused = of(span);
            return span;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return null; // Loaders of applications throw what they like.
        }
    }

    static SpanApi of(Class<?> span) {
        return APIS.get(span);
    }

    /** @param attributes alternately a name and its value */
    void addEvent(String name, String... attributes) throws Throwable {
        Object span = current.invoke();
        if (!(boolean) isRecording.invoke(span)) {
            return;
        }
        Object all = builder.invoke();
        for (int i = 0; i < attributes.length; i += 2) {
            Object unused = put.invoke(all, attributes[i], attributes[i + 1]);
        }
        Object unused = addEvent.invoke(span, name, build.invoke(all));
    }
}
