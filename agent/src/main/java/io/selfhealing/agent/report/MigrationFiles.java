package io.selfhealing.agent.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.agent.config.Printable;
import io.selfhealing.agent.migration.MigrationDirectory;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Suggestions as files of a project's own migrations, numbered behind those that are there. */
public final class MigrationFiles {
    private static final int LONGEST_WORDS = 60;
    private static final long LOCK_SECONDS = 5;
    private static final String ROLLBACK = "--rollback ";
    private static final String PLACEHOLDER = "${";

    private final Path directory;
    private final MigrationFormat format;

    /** @param directory must exist */
    public MigrationFiles(Path directory, MigrationFormat format) {
        this.directory = directory;
        this.format = format;
    }

    /**
     * Writes a file for each suggestion that has SQL, and that no file is named for yet. No file is ever replaced.
     *
     * @return the files, undo included
     * @throws IOException where one cannot be written, or would not be read back as what it is to do; those before it are there
     */
    public List<Path> write(List<Suggestion> suggestions) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            MigrationDirectory present = MigrationDirectory.of(directory);
            if (suggestion.written() && !present.mentions("_" + suggestion.id())) {
                check(suggestion);
                String words = words(suggestion);
                if (format == MigrationFormat.FLYWAY) {
                    String version = present.nextVersion();
                    written.add(create("V" + version + "__" + words, forward(suggestion)));
                    if (!suggestion.change().undo().isEmpty()) {
                        written.add(create("U" + version + "__" + words, undo(suggestion)));
                    }
                } else {
                    written.add(create(present.nextNumber() + "_" + words, changeSet(suggestion)));
                }
            }
        }
        return written;
    }

    /**
     * A name is a stranger's work: with a line end in it, what stands behind becomes a statement of its own in the hands of whoever
     * runs the file. So every file is read back before it is written.
     */
    private void check(Suggestion suggestion) throws IOException {
        Change change = suggestion.change();
        boolean readable = Stream.concat(change.sql().stream(), change.undo().stream())
                .noneMatch(MigrationFiles::isChangedByTools);
        Product product = Suggestions.product(suggestion.database());
        String forward = format == MigrationFormat.FLYWAY ? forward(suggestion) : changeSet(suggestion);
        String backward = format == MigrationFormat.FLYWAY ? undo(suggestion) : rollback(forward);
        if (!readable
                || forward.contains(PLACEHOLDER)
                || !changing(forward, product).equals(change.sql())
                || !changing(backward, product).equals(change.undo())) {
            throw new IOException(
                    "suggestion " + suggestion.id() + ": a name in it cannot be written into a file that other tools"
                            + " run (a control character, or a sign that they read as the end of a statement or as a placeholder);"
                            + " write that migration by hand");
        }
    }

    /** Flyway and Liquibase put values in place of {@code ${…}}, also inside quotes and comments. */
    private static boolean isChangedByTools(String sql) {
        return Printable.isNeededFor(sql) || sql.contains(PLACEHOLDER);
    }

    private Path create(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name + ".sql"), content, StandardOpenOption.CREATE_NEW);
    }

    private static String words(Suggestion suggestion) {
        Mismatch mismatch = suggestion.mismatch();
        String all = mismatch.kind() + "_" + mismatch.table().name() + "_" + mismatch.subject();
        String plain =
                all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return "selfhealing_" + plain.substring(0, Math.min(LONGEST_WORDS, plain.length())) + "_" + suggestion.id();
    }

    private static String forward(Suggestion suggestion) {
        return head(suggestion)
                + impatience(suggestion)
                + statements(suggestion.change().sql());
    }

    private static String undo(Suggestion suggestion) {
        return "-- Takes back " + suggestion.id() + "\n" + impatience(suggestion)
                + statements(suggestion.change().undo());
    }

    private static String changeSet(Suggestion suggestion) {
        StringBuilder text =
                new StringBuilder("--liquibase formatted sql\n\n--changeset selfhealing:" + suggestion.id() + "\n");
        text.append(head(suggestion))
                .append(impatience(suggestion))
                .append(statements(suggestion.change().sql()));
        for (String sql : suggestion.change().undo()) {
            text.append(ROLLBACK).append(sql).append(";\n");
        }
        return text.toString();
    }

    private static String head(Suggestion suggestion) {
        Mismatch mismatch = suggestion.mismatch();
        StringBuilder head = new StringBuilder();
        comment(
                head,
                "Ends " + mismatch.kind() + " " + mismatch.table() + " " + mismatch.subject() + ", met "
                        + suggestion.count() + " times until " + suggestion.last());
        comment(head, "Because: " + suggestion.ground());
        suggestion.change().risks().forEach(risk -> comment(head, "Mind: " + risk));
        comment(head, "Instead, in the application: " + suggestion.application());
        for (StatementUse use : suggestion.statements()) {
            if (use.callSite() != null) {
                comment(head, "At " + use.callSite());
            }
        }
        return head.append(MigrationHead.line(Migration.of(suggestion)))
                .append('\n')
                .toString();
    }

    private static void comment(StringBuilder head, String text) {
        head.append("-- ").append(Printable.line(text.replaceAll("\\s+", " "))).append('\n');
    }

    /** Only where the setting ends with the transaction in which the file is run. */
    private static String impatience(Suggestion suggestion) {
        Product product = Suggestions.product(suggestion.database());
        Ddl ddl = product == Product.POSTGRESQL ? Ddl.of(product) : null;
        return ddl == null ? "" : statements(ddl.impatience(LOCK_SECONDS));
    }

    private static String statements(List<String> sql) {
        StringBuilder text = new StringBuilder();
        sql.forEach(each -> text.append(each).append(";\n"));
        return text.toString();
    }

    /**
     * What a file that was written so is to do, as it is now: people may have changed its SQL.
     *
     * @throws IOException where it cannot be read, or was not written here
     */
    public static Migration read(Path file, Product product) throws IOException {
        String text = Files.readString(file);
        JsonNode head = MigrationHead.in(text);
        if (head == null) {
            throw new IOException(file + " was not written by migrations generate; Flyway or Liquibase run any file");
        }
        String fingerprint = head.path("fingerprint").textValue();
        return new Migration(
                MigrationHead.text(head, "id"),
                MigrationHead.text(head, "database"),
                MigrationHead.mismatch(head),
                changing(text, product),
                undo(file, text, product),
                fingerprint);
    }

    private static List<String> changing(String text, Product product) {
        return MigrationDirectory.statements(text, product).stream()
                .filter(sql -> !sql.regionMatches(true, 0, "SET LOCAL ", 0, 10))
                .toList();
    }

    private static List<String> undo(Path file, String text, Product product) throws IOException {
        StringBuilder rollback = new StringBuilder(rollback(text));
        Path beside = beside(file);
        if (beside != null && Files.exists(beside)) {
            rollback.append(Files.readString(beside));
        }
        return changing(rollback.toString(), product);
    }

    private static String rollback(String changeSet) {
        StringBuilder rollback = new StringBuilder();
        for (String line : changeSet.split("\r?\n", -1)) {
            if (line.startsWith(ROLLBACK)) {
                rollback.append(line.substring(ROLLBACK.length())).append('\n');
            }
        }
        return rollback.toString();
    }

    private static @Nullable Path beside(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("V") ? file.resolveSibling("U" + name.substring(1)) : null;
    }
}
