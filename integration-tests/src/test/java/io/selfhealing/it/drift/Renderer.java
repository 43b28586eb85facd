package io.selfhealing.it.drift;

import app.drift.Act;
import io.selfhealing.it.drift.Write.Back;
import io.selfhealing.it.drift.Write.Rows;
import io.selfhealing.it.drift.Write.Verb;
import io.selfhealing.it.server.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a write into words: those of the old application, or those that the database understands now. */
final class Renderer {
    private final Engine engine;
    private final Write write;
    private final Names names;
    private final List<String> key;

    /** @param key the columns of the table's key, as the old application names them */
    Renderer(Engine engine, Write write, Names names, List<String> key) {
        this.engine = engine;
        this.write = write;
        this.names = names;
        this.key = key;
    }

    Act act() {
        boolean prepared = write.form().prepared();
        boolean batch = write.form().rows() == Rows.BATCH;
        List<String> texts = new ArrayList<>();
        List<List<@Nullable Object>> bound = new ArrayList<>();
        if (write.form().rows() == Rows.VALUES_LIST) {
            texts.add(text(write.rows()));
            bound.add(write.rows().stream().flatMap(row -> bound(row).stream()).collect(Collectors.toList()));
        } else {
            for (List<Object> row : write.rows()) {
                if (texts.isEmpty() || !prepared) {
                    texts.add(text(List.of(row)));
                }
                bound.add(bound(row));
            }
        }
        return new Act(
                texts,
                prepared ? bound : List.of(),
                batch,
                prepared && write.form().held(),
                keys(),
                labels());
    }

    /** The values whose columns are written, in the order of the text. */
    private List<@Nullable Object> bound(List<Object> row) {
        List<@Nullable Object> bound = new ArrayList<>();
        List<String> all = new ArrayList<>(write.columns());
        all.addAll(write.where());
        for (int i = 0; i < all.size(); i++) {
            if (names.slot(all.get(i)) != null) {
                bound.add(row.get(i));
            }
        }
        return bound;
    }

    private String text(List<List<Object>> rows) {
        return switch (write.verb()) {
            case INSERT -> "insert into " + into(rows) + returning();
            case UPSERT -> upsert(rows);
            case UPDATE ->
                "update " + names.table() + " set " + sets(rows.get(0)) + " where " + where(rows.get(0)) + returning();
            case DELETE -> "delete from " + names.table() + " where " + where(rows.get(0)) + returning();
        };
    }

    private String into(List<List<Object>> rows) {
        List<String> columns = columns();
        return names.table() + " (" + String.join(", ", columns) + ") values "
                + rows.stream().map(this::values).collect(Collectors.joining(", "));
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        write.columns().stream()
                .filter(column -> names.slot(column) != null)
                .map(names::name)
                .forEach(columns::add);
        columns.addAll(names.extras().keySet());
        return columns;
    }

    private String values(List<Object> row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < write.columns().size(); i++) {
            Names.Slot slot = names.slot(write.columns().get(i));
            if (slot != null) {
                values.add(value(slot, row.get(i)));
            }
        }
        values.addAll(names.extras().values());
        return "(" + String.join(", ", values) + ")";
    }

    private String value(Names.Slot slot, Object value) {
        return write.form().prepared()
                ? slot.conversion()
                : slot.conversion().replace("?", ColumnType.literal(engine, value));
    }

    private String sets(List<Object> row) {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < write.columns().size(); i++) {
            Names.Slot slot = names.slot(write.columns().get(i));
            if (slot != null) {
                sets.add(slot.name() + " = " + value(slot, row.get(i)));
            }
        }
        // Nothing is left to be written: the row is touched all the same.
        return sets.isEmpty() ? names.name(key.get(0)) + " = " + names.name(key.get(0)) : String.join(", ", sets);
    }

    private String where(List<Object> row) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < write.where().size(); i++) {
            Names.Slot slot = names.slot(write.where().get(i));
            if (slot != null) {
                conditions.add(slot.name() + " = "
                        + value(slot, row.get(write.columns().size() + i)));
            }
        }
        return String.join(" and ", conditions);
    }

    private String upsert(List<List<Object>> rows) {
        List<String> keys = key.stream().map(names::name).toList();
        List<String> payload = columns().stream()
                .filter(column -> !keys.contains(column) && !names.extras().containsKey(column))
                .toList();
        List<String> others = payload.isEmpty() ? keys : payload; // A row that is there counts all the same.
        if (engine == Engine.H2) {
            return "merge into " + names.table() + " (" + String.join(", ", columns()) + ") key ("
                    + String.join(", ", keys) + ") values "
                    + rows.stream().map(this::values).collect(Collectors.joining(", "));
        }
        if (engine.speaksMySql()) {
            return "insert into " + into(rows) + " on duplicate key update "
                    + others.stream().map(c -> c + " = values(" + c + ")").collect(Collectors.joining(", "));
        }
        return "insert into " + into(rows) + " on conflict (" + String.join(", ", keys) + ") do update set "
                + others.stream().map(c -> c + " = excluded." + c).collect(Collectors.joining(", "));
    }

    private String returning() {
        Back back = write.form().back();
        if (back == Back.RETURNING_KEY) {
            return " returning " + key.stream().map(this::labelled).collect(Collectors.joining(", "));
        }
        if (back == Back.RETURNING_COLUMN) {
            return " returning " + labelled(told());
        }
        if (back == Back.RETURNING_JSON) {
            String row = names.table().substring(names.table().lastIndexOf('.') + 1);
            return " returning to_jsonb(" + row + ") ->> '" + names.name(told()) + "'";
        }
        if (back != Back.RETURNING_ALL) {
            return "";
        }
        return names.old().isEmpty()
                ? " returning *"
                : " returning " + names.old().stream().map(this::labelled).collect(Collectors.joining(", "));
    }

    private String labelled(String column) {
        String now = names.name(column);
        return now.equals(column) ? column : now + " as " + column;
    }

    /** The column whose value comes back. */
    private String told() {
        return write.columns().isEmpty()
                ? write.where().get(0)
                : write.columns().get(write.columns().size() - 1);
    }

    private List<String> keys() {
        return switch (write.form().back()) {
            case KEYS_FLAG -> List.of("*");
            case KEYS_NAMED -> key.stream().map(names::name).toList();
            default -> List.of();
        };
    }

    private List<String> labels() {
        return switch (write.form().back()) {
            case NOTHING -> List.of();
            case RETURNING_KEY -> key;
            case RETURNING_COLUMN, RETURNING_ALL -> List.of(told());
            case RETURNING_JSON -> List.of("#1");
            case KEYS_FLAG ->
                engine == Engine.POSTGRESQL ? key.stream().map(names::name).toList() : List.of("#1");
            case KEYS_NAMED ->
                engine.speaksMySql()
                        ? List.of("#1")
                        : key.stream().map(names::name).toList();
        };
    }

    /** Whether there is anything to be read of rows that come back. */
    static boolean possible(Engine engine, Verb verb, Back back) {
        return switch (back) {
            case NOTHING -> true;
            case RETURNING_KEY, RETURNING_COLUMN, RETURNING_ALL ->
                engine == Engine.POSTGRESQL
                        || (engine == Engine.MARIADB && (verb == Verb.INSERT || verb == Verb.DELETE));
            case RETURNING_JSON -> engine == Engine.POSTGRESQL;
            case KEYS_FLAG, KEYS_NAMED -> verb == Verb.INSERT;
        };
    }
}
