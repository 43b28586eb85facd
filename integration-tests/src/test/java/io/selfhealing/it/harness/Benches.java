package io.selfhealing.it.harness;

import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import io.selfhealing.it.server.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a {@link DatabaseTest} on each of its engines; the servers live as long as the test run. */
final class Benches implements TestTemplateInvocationContextProvider {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Benches.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), DatabaseTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Engine[] engines = AnnotationSupport.findAnnotation(context.getTestMethod(), DatabaseTest.class)
                .orElseThrow()
                .value();
        Set<Engine> wanted = engines.length == 0 ? EnumSet.allOf(Engine.class) : EnumSet.copyOf(List.of(engines));
        return Arrays.stream(Engine.values())
                // One that needs no server is in every run, for the tests that name it.
                .filter(engine -> Engine.chosen().contains(engine) || (engines.length > 0 && engine.embedded()))
                .filter(engine -> wanted.contains(engine) || wanted.contains(engine.product()))
                .map(OnEngine::new);
    }

    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return true;
    }

    private record OnEngine(Engine engine) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return engine.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new BenchOfOneTest(engine));
        }
    }

    private static final class BenchOfOneTest implements ParameterResolver, AfterEachCallback {
        private final Engine engine;

        BenchOfOneTest(Engine engine) {
            this.engine = engine;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Bench.class;
        }

        @Override
        public Bench resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(NAMESPACE).getOrComputeIfAbsent(Bench.class, key -> open(context), Bench.class);
        }

        private Bench open(ExtensionContext context) {
            try {
                DbServer server = context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(Servers.class, key -> new Servers(), Servers.class)
                        .of(engine);
                PlainApplication plain = context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(PlainApplication.class, key -> plain(), PlainApplication.class);
                return Bench.open(engine, server, plain);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("no database to test on", e);
            }
        }

        private static PlainApplication plain() {
            try {
                return new PlainApplication();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            Bench bench = context.getStore(NAMESPACE).get(Bench.class, Bench.class);
            if (bench != null) {
                bench.close(context.getExecutionException().orElse(null));
            }
        }
    }
}
