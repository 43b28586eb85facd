package io.selfhealing.agent;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the arrows of the drawing in {@code docs}: each package may use only those before it. */
final class ArchitectureTest {
    private static final String ROOT = "io.selfhealing.agent";

    /** Lowest first. */
    private static final List<String> LAYERS = List.of(
            ROOT + ".config",
            ROOT + ".flight",
            ROOT + ".audit",
            ROOT + ".content",
            ROOT + ".sql",
            ROOT + ".schema",
            ROOT + ".tables",
            ROOT + ".migration",
            ROOT + ".heal",
            ROOT + ".heal.pattern",
            ROOT + ".heal.learned",
            ROOT + ".quarantine",
            ROOT + ".quarantine.beside",
            ROOT + ".spool",
            ROOT + ".event",
            ROOT + ".restraint",
            ROOT + ".report",
            ROOT + ".event.store",
            ROOT + ".spool.replay",
            ROOT + ".outage",
            ROOT + ".offline",
            ROOT + ".quarantine.backfill",
            ROOT + ".tracing",
            ROOT + ".intercept",
            ROOT + ".metrics",
            ROOT + ".admin",
            ROOT + ".cli",
            ROOT + ".instrument",
            ROOT);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void eachPackageUsesOnlyEarlierOnes() {
        for (int i = 0; i < LAYERS.size(); i++) {
            String[] later = withParts(LAYERS.subList(i + 1, LAYERS.size()));
            if (later.length > 0) {
                noClasses()
                        .that(resideInAnyPackage(withParts(List.of(LAYERS.get(i)))))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(later))
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES).allSatisfy(type -> assertThat(layerOf(type)).isNotEmpty());
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyInstrumentKnowsClassFiles() {
        noClasses()
                .that(doNot(resideInAnyPackage(ROOT + ".instrument..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.objectweb.asm.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** Its classes must not be loaded in an application's JVM. */
    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses()
                .that(doNot(resideInAnyPackage(ROOT + ".cli..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("picocli..", ROOT + ".cli.."))
                .check(CLASSES);
    }

    /** An agent suggests; who carries out is an operator, on credentials of his own. */
    @Test
    void onlyTheCommandLineCarriesMigrationsOut() {
        noClasses()
                .that(doNot(resideInAnyPackage(ROOT + ".cli..", ROOT + ".report..")))
                .should()
                .dependOnClassesThat()
                .haveSimpleName("MigrationBatch")
                .check(CLASSES);
    }

    /** It speaks to databases through the application's own drivers, to commands through a socket of the file system. */
    @Test
    void nothingOpensANetworkConnection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Socket|ServerSocket|Datagram.*|.*URLConnection|http\\..*)"
                        + "|javax\\.net\\..*|java\\.rmi\\..*")
                .check(CLASSES);
    }

    /** And only where somebody set a port for it. */
    @Test
    void onlyMetricsAnswerOnAPort() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".metrics..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.Inet.*|com\\.sun\\.net\\.httpserver\\..*")
                .check(CLASSES);
    }

    @Test
    void adviceKnowsTheDoorAndNothingElseOfOurs() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".instrument.advice..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "io.selfhealing.bootstrap.door..",
                        "org.objectweb.asm..",
                        "org.jspecify..",
                        ROOT + ".instrument.advice.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void healDecidesAndNeverActs() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".heal..")
                .and()
                .doNotHaveSimpleName("LearnedFile") // which keeps what was learnt, and decides nothing
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.sql\\.(Connection|Driver.*|.*Statement|ResultSet.*)"
                        + "|javax\\.sql\\..*"
                        + "|java\\.nio\\.file\\..*"
                        + "|java\\.io\\.(File.*|RandomAccessFile)"
                        + "|java\\.net\\..*"
                        + "|java\\.time\\.(Clock|InstantSource)"
                        + "|java\\.util\\.Random"
                        + "|java\\.lang\\.(Thread|ProcessBuilder)")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void theSpoolIsStorageAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".spool")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java.lang..",
                        "java.io..",
                        "java.nio..",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        ROOT + ".config..",
                        ROOT + ".sql..",
                        ROOT + ".spool"))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() {
        for (JavaPackage each : packages()) {
            assertThat(each.tryGetPackageInfo())
                    .as("package-info of %s", each.getName())
                    .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                            .as("%s is @NullMarked", each.getName())
                            .isTrue());
        }
    }

    private static List<JavaPackage> packages() {
        List<JavaPackage> packages = new ArrayList<>();
        for (JavaPackage each : CLASSES.getPackage(ROOT).getSubpackagesInTree()) {
            if (!each.getClasses().isEmpty()) {
                packages.add(each);
            }
        }
        packages.add(CLASSES.getPackage(ROOT));
        return packages;
    }

    /** A package belongs to the layer with the longest name that contains it. */
    private static String layerOf(JavaClass type) {
        String found = "";
        for (String layer : LAYERS) {
            boolean inside = type.getPackageName().equals(layer)
                    || (!layer.equals(ROOT) && type.getPackageName().startsWith(layer + "."));
            found = inside && layer.length() > found.length() ? layer : found;
        }
        return found;
    }

    /** Matchers for the layers: the root and {@code heal} by themselves, the others with the packages inside them. */
    private static String[] withParts(List<String> layers) {
        return layers.stream()
                .map(layer -> LAYERS.stream().anyMatch(other -> other.startsWith(layer + ".")) ? layer : layer + "..")
                .toArray(String[]::new);
    }
}
