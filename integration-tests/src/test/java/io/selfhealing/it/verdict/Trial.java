package io.selfhealing.it.verdict;

import io.selfhealing.it.verdict.Change.Field;
import io.selfhealing.it.verdict.Spelling.Given;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The write of a change: as a prepared statement, and the same as a text with its values in it. */
final class Trial {
    private static final int LAST = 300;

    private final Change change;
    private final Spelling spelling;

    Trial(Change change, Spelling spelling) {
        this.change = change;
        this.spelling = spelling;
    }

    String prepared() {
        return text(given -> "?", false, LAST);
    }

    /** With keywords in upper case: the log keeps no values, and both would look alike. */
    String plain() {
        return text(Given::literal, true, LAST);
    }

    /** The values as {@code explain --params} takes them. */
    String parameters() {
        return given(LAST).stream()
                .map(given -> String.valueOf(given.bound()).replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    /** Whether each value can be named on a command line. */
    boolean hasParameters() {
        return given(LAST).stream().noneMatch(given -> given.bound() instanceof byte[]);
    }

    private String text(Function<Given, String> value, boolean loud, int number) {
        String table = spelling.quoted(change.tableBefore());
        List<String> values = given(number).stream().map(value).toList();
        int count = change.written().size();
        if (change.insert()) {
            String columns = change.written().stream().map(spelling::quoted).collect(Collectors.joining(", "));
            return (loud ? "INSERT INTO " : "insert into ") + table + " (" + columns + ")"
                    + (loud ? " VALUES (" : " values (") + String.join(", ", values) + ")";
        }
        return (loud ? "UPDATE " : "update ")
                + table
                + (loud ? " SET " : " set ")
                + assigned(change.written(), values.subList(0, count), ", ")
                + (loud ? " WHERE " : " where ")
                + assigned(change.where(), values.subList(count, values.size()), loud ? " AND " : " and ");
    }

    private String assigned(List<String> columns, List<String> values, String between) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(spelling.quoted(columns.get(i)) + " = " + values.get(i));
        }
        return String.join(between, parts);
    }

    private List<Given> given(int number) {
        List<String> names = new ArrayList<>(change.written());
        names.addAll(change.where());
        List<Given> given = new ArrayList<>();
        for (String name : names) {
            Field field = change.before().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Spelling.Impossible(name + " was never there"));
            given.add(spelling.value(field, number));
        }
        return given;
    }

    /** The SQLState of its failure; empty where it landed. */
    String runPrepared(Connection connection) {
        try {
            execute(connection, LAST);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    /** As often before the change, each time with other values. */
    void rehearse(Connection connection) throws SQLException {
        for (int number = 1; number <= 3; number++) {
            execute(connection, number);
        }
    }

    private void execute(Connection connection, int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(given -> "?", false, number))) {
            int at = 1;
            for (Given given : given(number)) {
                if (given.other()) {
                    statement.setObject(at++, given.bound(), Types.OTHER);
                } else {
                    statement.setObject(at++, given.bound());
                }
            }
            statement.executeUpdate();
        }
    }

    /** The same as a plain text. */
    String runPlain(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(plain());
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    /** A row for an UPDATE to change. */
    String seed() {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Field field : change.after()) {
            boolean sought = change.where().stream()
                    .anyMatch(name -> field.name().equals(change.mapping().getOrDefault(name, name)));
            if (sought || field.required()) {
                columns.add(spelling.quoted(field.name()));
                values.add(spelling.value(field, LAST).literal());
            }
        }
        return "insert into " + spelling.quoted(change.tableAfter()) + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", values) + ")";
    }
}
