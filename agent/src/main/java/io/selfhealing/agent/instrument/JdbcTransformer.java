package io.selfhealing.agent.instrument;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks of each class that is loaded whether it is a driver's, the cheapest question first, and has it woven. What fails leaves
 * the class as it is.
 */
final class JdbcTransformer implements ClassFileTransformer {
    /** Ways of pgjdbc's to write past JDBC. */
    private static final Set<String> BYPASSES = Set.of(
            "org/postgresql/copy/CopyManager",
            "org/postgresql/largeobject/LargeObjectManager",
            "org/postgresql/fastpath/Fastpath");

    private final Weaver.Callbacks callbacks;
    private final HiddenClasses hidden;
    // Fields, not a class of their own: the agent's classes pass here too while they are loaded, and one that is asked
    // for
    // by its own loading would be defined twice.
    private final ClassLoader own = JdbcTransformer.class.getClassLoader();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    /** Loaders of the application that do not find the door. */
    private final Set<ClassLoader> blind = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile boolean idle;

    JdbcTransformer(Weaver.Callbacks callbacks, HiddenClasses hidden) {
        this.callbacks = callbacks;
        this.hidden = hidden;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (internalName != null && BYPASSES.contains(internalName)) {
            callbacks.bypassed();
        }
        if (loader == null || internalName == null || !isApplications(loader) || Bystanders.include(internalName)) {
            return null;
        }
        try {
            return ConstantPool.namesJdbc(classFile) ? weave(loader, internalName, redefined, classFile) : null;
        } catch (Throwable failure) {
            callbacks.failed(internalName.replace('/', '.'), failure);
            return null;
        }
    }

    /** Whether classes of this loader may be woven: neither the JDK's nor the agent's are. */
    boolean isApplications(ClassLoader loader) {
        return loader != own && loader != platform;
    }

    private byte @Nullable [] weave(
            ClassLoader loader, String internalName, @Nullable Class<?> redefined, byte[] classFile)
            throws IOException {
        ClassOutline outline = ClassOutline.of(classFile);
        if (outline.isInterface() || !JdbcInterface.anyDeclares(outline.methods())) {
            return null;
        }
        JdbcAncestry ancestry = JdbcAncestry.of(outline, loader, redefined);
        boolean carries = redefined == null ? !idle && ancestry.mayCarry() : Carrier.is(redefined);
        Map<String, Row> rows = idle ? Map.of() : rows(ancestry, outline);
        if (ancestry.isHidden()) {
            hidden.add(loader, internalName.replace('/', '.'), !rows.isEmpty(), System.currentTimeMillis());
        }
        if (rows.isEmpty() && !carries) {
            return null;
        }
        if (!seesDoor(loader)) {
            if (blind.add(loader)) {
                callbacks.unreachable(internalName.replace('/', '.'));
            }
            return null;
        }
        byte[] woven = Loom.weave(classFile, rows, carries);
        if (!rows.isEmpty()) {
            callbacks.woven(internalName.replace('/', '.'));
        }
        return woven;
    }

    /**
     * What is woven into a class, by name and descriptor. Where a driver returns a type of its own, as MariaDB's does, it has two
     * methods of one name and the same parameters: its own, and the bridge that the interface is answered by. Both are woven.
     */
    private static Map<String, Row> rows(JdbcAncestry ancestry, ClassOutline outline) {
        Map<String, Row> byCall = new HashMap<>();
        for (JdbcInterface jdbc : ancestry.interfaces()) {
            for (Row row : jdbc.rows().values()) {
                if (outline.methods().contains(row.method())) {
                    byCall.put(call(row.method()), row);
                }
            }
        }
        Map<String, Row> rows = new HashMap<>();
        for (String method : outline.methods()) {
            Row row = byCall.get(call(method));
            if (row != null) {
                rows.put(method, row);
            }
        }
        return rows;
    }

    /** Name and parameters. */
    private static String call(String method) {
        return method.substring(0, method.indexOf(')'));
    }

    /** While it rests, classes get their own code, but for the field that some have been given and must keep. */
    void rest(boolean now) {
        idle = now;
    }

    /**
     * A woven call must not end in NoClassDefFoundError. The JVM asks a class's loader for classes of java.lang too, and one that
     * lets only those pass that it knows does not know the door.
     */
    private static boolean seesDoor(ClassLoader loader) {
        try {
            return Class.forName(SelfHealingDoor.class.getName(), false, loader) == SelfHealingDoor.class;
        } catch (ClassNotFoundException | LinkageError | RuntimeException hidden) {
            return false;
        }
    }
}
