package io.selfhealing.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every class of a driver that is woven has to pass the JVM's verifier: a class that does not is lost to the application. */
class DriverJarsTest {
    @ParameterizedTest
    @CsvSource({
        "org.postgresql.Driver, org.postgresql., 5",
        "org.h2.Driver, org.h2., 5",
        "com.mysql.cj.jdbc.Driver, com.mysql., 9",
        "org.mariadb.jdbc.Driver, org.mariadb., 8",
        "org.hsqldb.jdbc.JDBCDriver, org.hsqldb., 5",
        "org.apache.derby.iapi.jdbc.AutoloadedDriver, org.apache.derby., 8",
        "org.sqlite.JDBC, org.sqlite., 5",
        "oracle.jdbc.OracleDriver, oracle., 20",
        "com.microsoft.sqlserver.jdbc.SQLServerDriver, com.microsoft., 5",
    })
    void wovenClassesPassTheVerifier(String driver, String prefix, int atLeast) throws Exception {
        WovenDriver woven = WovenDriver.of(prefix);
        List<String> unverified = new ArrayList<>();
        for (String name : classes(driver, prefix)) {
            link(name, woven, unverified);
        }

        assertThat(woven.failed).isEmpty();
        assertThat(unverified).isEmpty();
        assertThat(woven.woven).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    private static void link(String name, WovenDriver woven, List<String> unverified) {
        try {
            Class<?> type = Class.forName(name, false, woven);
            if (woven.woven.contains(name)) {
                // Links the class, and so verifies it, without running any of it.
                assertThat(type.getDeclaredMethods()).isNotEmpty();
            }
        } catch (VerifyError | ClassFormatError invalid) {
            unverified.add(name + ": " + invalid.getMessage());
        } catch (ClassNotFoundException | LinkageError needsAnotherLibrary) {
            // Drivers have classes for frameworks that are not here. The verifier would have spoken first.
            assertThat(needsAnotherLibrary).hasMessageNotContaining("SelfHealing");
        }
    }

    private static List<String> classes(String driver, String prefix) throws ReflectiveOperationException, IOException {
        try (JarFile jar = new JarFile(jarOf(driver))) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }

    private static File jarOf(String driver) throws ClassNotFoundException {
        try {
            return new File(Class.forName(driver, false, DriverJarsTest.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
