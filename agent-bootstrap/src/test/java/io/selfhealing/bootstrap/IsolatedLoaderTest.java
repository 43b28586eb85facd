package io.selfhealing.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedLoaderTest {
    private static final String INMATE = Inmate.class.getName();
    private static final String INMATE_FILE = INMATE.replace('.', '/') + ".class";

    @TempDir
    private Path directory;

    private ClassLoader loader;

    @BeforeEach
    void jar() throws IOException {
        File jar = directory.resolve("an agent.jar").toFile();
        try (JarOutputStream out = new JarOutputStream(new FileOutputStream(jar));
                InputStream inmate = Inmate.class.getClassLoader().getResourceAsStream(INMATE_FILE)) {
            add(out, "inst/" + INMATE_FILE + "data", inmate.readAllBytes());
            add(out, "inst/META-INF/services/x", "service".getBytes(StandardCharsets.UTF_8));
            add(out, "outside.txt", new byte[0]);
        }
        loader = new IsolatedLoader(jar);
    }

    @Test
    void theAgentsClassesAreItsOwnThoughTheApplicationHasThemToo() throws Exception {
        assertThat(loader.loadClass(INMATE)).isNotSameAs(Inmate.class);
        assertThat(loader.loadClass(INMATE).getClassLoader()).isSameAs(loader);
    }

    @Test
    void theApplicationsClassesAreNotSeen() {
        assertThatThrownBy(() -> loader.loadClass(Test.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource(Test.class.getName().replace('.', '/') + ".class"))
                .isNull();
        assertThat(loader.getResource("outside.txt")).isNull();
    }

    @Test
    void theJdkIsSeen() throws Exception {
        assertThat(loader.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
        assertThat(loader.loadClass("javax.sql.DataSource")).isSameAs(javax.sql.DataSource.class);
        assertThat(loader.getResource("java/lang/Object.class")).isNotNull();
    }

    @Test
    void resourcesAreFoundUnderTheNamesThatLibrariesUse() throws IOException {
        try (InputStream classFile = loader.getResourceAsStream(INMATE_FILE)) {
            assertThat(classFile.readAllBytes()).startsWith(0xca, 0xfe, 0xba, 0xbe);
        }
        assertThat(Collections.list(loader.getResources("META-INF/services/x")))
                .singleElement()
                .satisfies(url -> {
                    try (InputStream in = url.openStream()) {
                        assertThat(in.readAllBytes()).asString().isEqualTo("service");
                    }
                });
        assertThat(loader.getResourceAsStream("META-INF/services/y")).isNull();
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    /** A class that is in the jar and on the class path. */
    static final class Inmate {}
}
