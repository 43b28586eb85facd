package app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.CommonDataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * An agent of its own, named after the agent on the command line and so asked after it: compares what became of each class
 * with its class file.
 */
public final class TransformationProbe implements ClassFileTransformer {
    private static final List<String> WOVEN = new CopyOnWriteArrayList<>();
    private static final List<String> TRANSFORMED = new CopyOnWriteArrayList<>();

    private static final List<Class<?>> JDBC =
            List.of(Driver.class, Connection.class, Statement.class, CommonDataSource.class, PooledConnection.class);
    private static volatile @Nullable Instrumentation instrumentation;

    private TransformationProbe() {}

    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        TransformationProbe.instrumentation = instrumentation;
        instrumentation.addTransformer(new TransformationProbe(), true);
    }

    /**
     * The loaded classes of drivers whose code mentions the door at this moment. Bytes cannot be compared with the class file
     * here: the JVM writes a class that was loaded before anew.
     */
    static List<String> wovenNow() {
        Instrumentation own = instrumentation;
        if (own == null) {
            throw new IllegalStateException("the probe is not on the command line");
        }
        WOVEN.clear();
        for (Class<?> each : own.getAllLoadedClasses()) {
            if (!each.isInterface()
                    && own.isModifiableClass(each)
                    && JDBC.stream().anyMatch(type -> type.isAssignableFrom(each))) {
                try {
                    own.retransformClasses(each);
                } catch (UnmodifiableClassException e) {
                    throw new IllegalStateException("it was modifiable", e);
                }
            }
        }
        return List.copyOf(WOVEN);
    }

    static List<String> transformed() {
        return List.copyOf(TRANSFORMED);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (redefined != null) {
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains("SelfHealingDoor")) {
                WOVEN.add(String.valueOf(name).replace('/', '.'));
            }
            return null;
        }
        if (loader != null && name != null) {
            try (InputStream file = loader.getResourceAsStream(name + ".class")) {
                if (file != null && !Arrays.equals(file.readAllBytes(), bytes)) {
                    TRANSFORMED.add(name.replace('/', '.'));
                }
            } catch (IOException e) {
                TRANSFORMED.add(name + ": " + e);
            }
        }
        return null;
    }
}
