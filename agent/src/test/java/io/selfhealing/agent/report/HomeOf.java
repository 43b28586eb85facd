package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A home with events and a ledger, as an agent would have left it. */
final class HomeOf {
    private final Path directory;
    private final String database;
    private final String identity;

    HomeOf(Path directory, String database, String identity) {
        this.directory = directory;
        this.database = database;
        this.identity = identity;
    }

    static HomeOf postgres(Path directory) {
        return new HomeOf(directory, "jdbc:postgresql://db/app", "postgresql:7/1");
    }

    Path directory() {
        return directory;
    }

    /** @param more fields of the line, as JSON without its braces */
    HomeOf event(String kind, String table, String mapping, String more) throws IOException {
        String line = "{\"time\":\"2026-01-01T00:00:0" + Math.min(9, lines()) + "Z\",\"kind\":\"" + kind
                + "\",\"database\":\"" + database + "\",\"table\":\"" + table + "\",\"mapping\":" + mapping
                + ",\"evidence\":[],\"original_sql\":\"INSERT INTO t (id, x) VALUES (?, ?)\",\"healed_sql\":null"
                + (more.isEmpty() ? "" : "," + more) + "}\n";
        Files.writeString(
                directory.resolve("events.jsonl"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    private long lines() throws IOException {
        Path file = directory.resolve("events.jsonl");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** @param shapes lists of columns as {@link #column} makes them, the one seen last first */
    HomeOf ledger(String schema, String table, String... shapes) throws IOException {
        return shapes("2026-01-01T00:00:00Z", schema, table, shapes);
    }

    /** The same, seen after all events. */
    HomeOf seenLater(String schema, String table, String... shapes) throws IOException {
        return shapes("2026-01-02T00:00:00Z", schema, table, shapes);
    }

    private HomeOf shapes(String seen, String schema, String table, String... shapes) throws IOException {
        Path file = Files.createDirectories(directory.resolve("schema")).resolve(table + "-0.json");
        StringBuilder all = new StringBuilder();
        for (String shape : shapes) {
            all.append(all.length() == 0 ? "" : ",").append("""
                    {"schema":"%s","name":"%s","identity":null,"columns":[%s],"primaryKey":["id"],"kind":"TABLE",
                     "rewritesRows":false,"seen":"%s"}""".formatted(schema, table, shape, seen));
        }
        Files.writeString(file, """
                {"version":1,"database":"%s","schema":"%s","table":"%s","shapes":[%s],"renames":[]}""".formatted(identity, schema, table, all));
        return this;
    }

    static String column(String name, String type, TypeFamily family, String... labels) {
        return column(name, type, family, false, labels);
    }

    static String required(String name, String type, TypeFamily family) {
        return column(name, type, family, true);
    }

    private static String column(String name, String type, TypeFamily family, boolean required, String... labels) {
        Column column = new Column(
                name, 1, new ColumnType(type, family, 0, 0, List.of(labels)), required, Column.Source.NONE, null, "");
        String quoted = column.type().labels().isEmpty()
                ? ""
                : "\"" + String.join("\",\"", column.type().labels()) + "\"";
        return """
                {"name":"%s","position":1,"type":{"name":"%s","family":"%s","length":0,"scale":0,"labels":[%s]},
                 "required":%s,"source":"NONE","identity":null,"comment":""}""".formatted(name, type, family, quoted, required);
    }
}
