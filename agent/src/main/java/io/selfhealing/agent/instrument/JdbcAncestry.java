package io.selfhealing.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Finds the JDBC interfaces of a class that is being loaded, from class files alone: no class is loaded for it. */
final class JdbcAncestry {
    private final ClassLoader loader;
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<JdbcInterface> found = EnumSet.noneOf(JdbcInterface.class);

    private JdbcAncestry(ClassLoader loader) {
        this.loader = loader;
    }

    static Set<JdbcInterface> of(ClassOutline outline, ClassLoader loader) throws IOException {
        JdbcAncestry ancestry = new JdbcAncestry(loader);
        ancestry.add(outline.file());
        for (String next = ancestry.open.poll(); next != null; next = ancestry.open.poll()) {
            ancestry.follow(next);
        }
        return ancestry.found.isEmpty() && outline.isAbstract() ? lookAlike(outline) : ancestry.found;
    }

    /** Drivers such as SQLite's put the methods into an abstract class, and the interface onto its subclass. */
    private static Set<JdbcInterface> lookAlike(ClassOutline outline) {
        Set<JdbcInterface> alike = EnumSet.noneOf(JdbcInterface.class);
        for (JdbcInterface each : JdbcInterface.values()) {
            for (Row row : each.rows().values()) {
                if (row.namesJdbc() && outline.methods().contains(row.method())) {
                    alike.add(each);
                    break;
                }
            }
        }
        return alike;
    }

    private void follow(String name) throws IOException {
        JdbcInterface jdbc = JdbcInterface.named(name);
        if (jdbc != null) {
            found.add(jdbc);
        } else if (!name.startsWith("java/")) {
            try (InputStream in = loader.getResourceAsStream(name + ".class")) {
                if (in != null) {
                    add(OpenedClassReader.of(in.readAllBytes()));
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
