package io.selfhealing.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Finds the JDBC interfaces of a class: of one that is being loaded from class files alone, so that no class is loaded for it, and of one that is
 * loaded from what it says of itself.
 */
final class JdbcAncestry {
    private final ClassLoader loader;
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<JdbcInterface> found = EnumSet.noneOf(JdbcInterface.class);
    private boolean serializable;
    private boolean hidden;

    private JdbcAncestry(ClassLoader loader) {
        this.loader = loader;
    }

    /** @param loaded null while the class is being loaded */
    static JdbcAncestry of(ClassOutline outline, ClassLoader loader, @Nullable Class<?> loaded) throws IOException {
        JdbcAncestry ancestry = new JdbcAncestry(loader);
        if (loaded == null) {
            ancestry.add(outline.file());
            for (String next = ancestry.open.poll(); next != null; next = ancestry.open.poll()) {
                ancestry.follow(next);
            }
        } else {
            ancestry.add(loaded);
        }
        if (outline.isAbstract()) {
            ancestry.found.addAll(lookAlike(outline));
        }
        return ancestry;
    }

    Set<JdbcInterface> interfaces() {
        return found;
    }

    /** Whether something that the class extends could not be looked at, so that it may have more of them. */
    boolean isHidden() {
        return hidden;
    }

    /** Whether objects of the class may carry state in a field: one more method would change the identity of a serialized form. */
    boolean mayCarry() {
        return !serializable && found.stream().anyMatch(JdbcInterface::hasState);
    }

    /**
     * Drivers such as SQLite's put the methods into an abstract class, and the interface onto its subclass. The abstract class may
     * well have another interface: SQLite's setters are in a class that is a Statement and not yet a PreparedStatement.
     */
    private static Set<JdbcInterface> lookAlike(ClassOutline outline) {
        Set<JdbcInterface> alike = EnumSet.noneOf(JdbcInterface.class);
        for (JdbcInterface each : JdbcInterface.values()) {
            for (Row row : each.rows().values()) {
                if (each.toldByItsMethods()
                        && row.namesJdbc()
                        && outline.methods().contains(row.method())) {
                    alike.add(each);
                    break;
                }
            }
        }
        return alike;
    }

    private void follow(String name) throws IOException {
        if (isKnown(name)) {
            return;
        }
        try (InputStream in = file(name + ".class")) {
            if (in == null) {
                hidden = true;
            } else {
                add(ClassFiles.read(in.readAllBytes()));
            }
        }
    }

    /** What a loader of the application does not show of the JDK, the JDK does. */
    private @Nullable InputStream file(String name) {
        InputStream shown = loader.getResourceAsStream(name);
        return shown == null && name.startsWith("javax/")
                ? ClassLoader.getPlatformClassLoader().getResourceAsStream(name)
                : shown;
    }

    /** Takes note of a class of the JDK; whether it is one. */
    private boolean isKnown(String name) {
        JdbcInterface jdbc = JdbcInterface.named(name);
        if (jdbc != null) {
            found.add(jdbc);
        } else if (name.equals("java/io/Serializable") || name.equals("java/io/Externalizable")) {
            serializable = true;
        }
        return jdbc != null || name.startsWith("java/");
    }

    private void add(Class<?> loaded) {
        for (Class<?> type = loaded; type != null; type = type.getSuperclass()) {
            for (Class<?> each : type.getInterfaces()) {
                if (!isKnown(each.getName().replace('.', '/'))) {
                    add(each);
                }
            }
        }
    }

    private void add(ClassReader file) {
        for (String each : file.getInterfaces()) {
            add(each);
        }
        add(file.getSuperName());
    }

    private void add(@Nullable String name) {
        if (name != null && seen.add(name)) {
            open.add(name);
        }
    }
}
