package app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An agent of its own, named after the agent on the command line and so asked after it: compares what became of each class
 * with its class file.
 */
public final class TransformationProbe implements ClassFileTransformer {
    private static final List<String> TRANSFORMED = new CopyOnWriteArrayList<>();

    private TransformationProbe() {}

    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new TransformationProbe(), true);
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
