package io.selfhealing.agent.instrument;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks of each class that is loaded whether it is a driver's, the cheapest question first, and has it woven. What fails leaves
 * the class as it is.
 */
final class JdbcTransformer implements ClassFileTransformer {
    private final Weaver.Callbacks callbacks;
    // Fields, not a class of their own: the agent's classes pass here too while they are loaded, and one that is asked
    // for
    // by its own loading would be defined twice.
    private final ClassLoader own = JdbcTransformer.class.getClassLoader();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private volatile @Nullable Loom loom;

    JdbcTransformer(Weaver.Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || internalName == null || !isApplications(loader) || Bystanders.include(internalName)) {
            return null;
        }
        try {
            return ConstantPool.namesJdbc(classFile) ? weave(loader, internalName, classFile) : null;
        } catch (Throwable failure) {
            callbacks.failed(internalName.replace('/', '.'), failure);
            return null;
        }
    }

    /** Whether classes of this loader may be woven: neither the JDK's nor the agent's are. */
    boolean isApplications(ClassLoader loader) {
        return loader != own && loader != platform;
    }

    private byte @Nullable [] weave(ClassLoader loader, String internalName, byte[] classFile) throws IOException {
        Map<String, Row> rows = rows(loader, classFile);
        if (rows.isEmpty() || !seesDoor(loader)) {
            return null;
        }
        String name = internalName.replace('/', '.');
        byte[] woven = loom().weave(name, classFile, loader, rows);
        callbacks.woven(name);
        return woven;
    }

    private static Map<String, Row> rows(ClassLoader loader, byte[] classFile) throws IOException {
        ClassOutline outline = ClassOutline.of(classFile);
        Map<String, Row> rows = new HashMap<>();
        if (!outline.isInterface() && JdbcInterface.anyDeclares(outline.methods())) {
            for (JdbcInterface jdbc : JdbcAncestry.of(outline, loader)) {
                rows.putAll(jdbc.rows());
            }
            rows.keySet().retainAll(outline.methods());
        }
        return rows;
    }

    /** In java.lang everyone sees the door; elsewhere a woven call must not end in NoClassDefFoundError. */
    private static boolean seesDoor(ClassLoader loader) {
        if (SelfHealingDoor.class.getClassLoader() == null) {
            return true;
        }
        try {
            return Class.forName(SelfHealingDoor.class.getName(), false, loader) == SelfHealingDoor.class;
        } catch (ClassNotFoundException hidden) {
            return false;
        }
    }

    private Loom loom() {
        Loom ready = loom;
        if (ready == null) {
            ready = new Loom();
            loom = ready;
        }
        return ready;
    }
}
