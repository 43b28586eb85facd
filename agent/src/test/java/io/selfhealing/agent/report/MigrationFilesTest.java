package io.selfhealing.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFilesTest {
    @TempDir
    Path home;

    @TempDir
    Path target;

    private List<Suggestion> all = List.of();

    @BeforeEach
    void suggest() throws IOException {
        all = Suggestions.of(HomeOf.postgres(home)
                .event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"int\"}")
                .event("healed", "public.t", "{\"y\":\"z\"}", "")
                .event("left_out", "public.t", "{\"dark\":null}", "")
                .event("healed", "public.new", "{\"public.old\":\"public.new\"}", "")
                .event("healed", "public.t", "null", conversion())
                .event("refused", "public.t", "null", omitted())
                .ledger("public", "t", HomeOf.column("id", "bigint", TypeFamily.INTEGER))
                .directory());
    }

    private static String conversion() {
        return "\"evidence\":[{\"kind\":\"conversion\",\"confidence\":1.0,\"detail\":\"\"}],\"types\":{\"q\":\"string\"}";
    }

    private static String omitted() {
        return "\"explanation\":[{\"column\":\"tier\",\"rung\":\"defaults\",\"answer\":\"silent\"}]";
    }

    @Test
    void flywayGetsAFileAndItsUndoForEach() throws IOException {
        Files.createFile(target.resolve("V41__before.sql"));

        List<Path> written = new MigrationFiles(target, MigrationFormat.FLYWAY).write(all);

        assertThat(written)
                .extracting(path -> path.getFileName().toString())
                .anyMatch(name -> name.matches("V42__selfhealing_[a-z_]+_[0-9a-f]{10}\\.sql"))
                .anyMatch(name -> name.matches("U42__selfhealing_[a-z_]+_[0-9a-f]{10}\\.sql"));
        assertThat(written.stream().filter(path -> path.getFileName().toString().startsWith("V")))
                .as("all but the one without SQL")
                .hasSize(5);
        assertThat(text(written))
                .contains("SET LOCAL lock_timeout = '5s';\nALTER TABLE public.t ADD COLUMN x integer;\n");
    }

    @Test
    void whatHasItsFileGetsNoSecondOne() throws IOException {
        MigrationFiles files = new MigrationFiles(target, MigrationFormat.LIQUIBASE);

        assertThat(files.write(all)).hasSize(5);
        assertThat(files.write(all)).isEmpty();
    }

    @Test
    void liquibaseGetsChangeSetsWithTheirRollback() throws IOException {
        List<Path> written = new MigrationFiles(target, MigrationFormat.LIQUIBASE).write(all);

        assertThat(text(written))
                .contains("--liquibase formatted sql\n\n--changeset selfhealing:")
                .contains("--rollback ALTER TABLE public.t DROP COLUMN x;\n");
        assertThat(written)
                .allSatisfy(file -> assertThat(Files.readString(file)).startsWith("--liquibase formatted sql"));
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        for (MigrationFormat format : MigrationFormat.values()) {
            Path directory = Files.createDirectory(target.resolve(format.toString()));
            List<Suggestion> writable = all.stream().filter(Suggestion::written).toList();
            for (Suggestion suggestion : writable) {
                Path file = new MigrationFiles(directory, format)
                        .write(List.of(suggestion))
                        .get(0);

                assertThat(MigrationFiles.read(file, Product.POSTGRESQL)).isEqualTo(Migration.of(suggestion));
            }
        }
    }

    @Test
    void aFileOfSomebodyElseIsNotTakenForOne() throws IOException {
        Path file = Files.writeString(target.resolve("V1__x.sql"), "DROP TABLE orders;\n");

        assertThatThrownBy(() -> MigrationFiles.read(file, Product.POSTGRESQL))
                .hasMessageContaining("was not written by migrations generate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\\nDROP TABLE orders; --",
                "x\\r\\nDROP TABLE orders; --",
                "x\\u2028DROP TABLE orders; --",
                "x\\u0085y",
                "x\\u0000y",
                "x\\n--rollback DROP TABLE orders",
                "x\\u001b[2J",
                "x\\u202ey",
                "${user.home}"
            })
    void aNameThatWouldBecomeAStatementIsWrittenNowhere(String name, @TempDir Path hostile) throws IOException {
        List<Suggestion> suggestions = Suggestions.of(HomeOf.postgres(hostile)
                .event("left_out", "public.t", "{\"" + name + "\":null}", "\"types\":{\"" + name + "\":\"int\"}")
                .ledger("public", "t", HomeOf.column("id", "bigint", TypeFamily.INTEGER))
                .directory());
        assertThat(suggestions.stream().filter(Suggestion::written)).hasSize(1);

        for (MigrationFormat format : MigrationFormat.values()) {
            assertThatThrownBy(() -> new MigrationFiles(target, format).write(suggestions))
                    .hasMessageContaining(suggestions.get(0).id())
                    .hasMessageContaining("write that migration by hand");
        }
        assertThat(target).isEmptyDirectory();
    }

    private static String text(List<Path> files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }
}
