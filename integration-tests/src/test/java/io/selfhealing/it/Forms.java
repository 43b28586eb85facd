package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.harness.Quarantined;
import io.selfhealing.it.harness.RemoteSqlException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that say the same in different forms, each of which runs against a table of its own that has drifted: it is healed and the
 * right rows are there, or the application gets its own error, and the agent says why.
 *
 * <p>Each table is called {@code $t} in its form's texts, and has, before it drifts, {@link #COLUMNS}, and three rows.
 */
final class Forms {
    /** Of each form's table. */
    static final String COLUMNS =
            "id bigint primary key, sender varchar(40), content varchar(40), priority integer, town varchar(40)";

    private static final Pattern ID =
            Pattern.compile("\"id\":\\{\"type\":\"(?:long|int|decimal|bigdecimal)\",\"value\":\"(\\d+)\"");

    private final Bench bench;
    private final Connection connection;
    private final List<Form> forms = new ArrayList<>();

    /** @param rows what the query gives afterwards; only of a form that is healed */
    private record Form(
            String table, String statement, List<Object> values, String outcome, String query, List<String> rows) {
        boolean heals() {
            return !outcome.startsWith("refused");
        }
    }

    Forms(Bench bench) throws Exception {
        this.bench = bench;
        this.connection = bench.application().connect();
    }

    /** The statement is to be healed and to write that many rows; then the rows of the query are to be these. */
    Forms heals(String statement, List<Object> values, int count, String query, String... rows) {
        return add(statement, values, "wrote " + count, query, List.of(rows));
    }

    /** The statement is to fail as without the agent. */
    Forms refuses(String statement, List<Object> values, String state) {
        return add(statement, values, "refused " + state, "", List.of());
    }

    /** Another table, which the application writes to before anything drifts. */
    Forms beside(String table, String definition, String insert) throws Exception {
        bench.ddl("create table " + table + " (" + definition + ")");
        Messages.write(connection, insert);
        bench.awaitSnapshot(table);
        return this;
    }

    /** What the application runs on its connection before anything else. */
    Forms before(String statement) throws Exception {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
        return this;
    }

    private Forms add(String statement, List<Object> values, String outcome, String query, List<String> rows) {
        String table = "form" + forms.size();
        forms.add(new Form(table, named(statement, table), values, outcome, named(query, table), rows));
        return this;
    }

    private static String named(String sql, String table) {
        return sql.replace("$t", table);
    }

    /** Makes the tables, drifts them by these statements and runs all forms. */
    void runAfter(String... drift) throws Exception {
        for (Form form : forms) {
            bench.ddl("create table " + form.table() + " (" + COLUMNS + ")");
        }
        for (Form form : forms) {
            for (long id = 1; id <= 3; id++) {
                Messages.write(
                        connection,
                        "insert into " + form.table() + " (id, sender, content, priority, town) values (?, ?, ?, ?, ?)",
                        id,
                        "from-" + id,
                        "text-" + id,
                        (int) id,
                        "rome-" + id);
            }
        }
        for (int attempt = 0; attempt < 3; attempt++) { // A busy machine may need longer than that waits.
            for (Form form : forms) {
                bench.awaitSnapshot(form.table());
            }
        }
        for (Form form : forms) {
            for (String change : drift) {
                bench.ddl(named(change, form.table()));
            }
        }
        Bench.awaitNotice();
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (Form form : forms) {
            expected.add(form.statement() + " -> " + form.outcome() + " " + form.rows());
            actual.add(form.statement() + " -> " + run(form));
        }
        assertThat(actual).isEqualTo(expected);
        told();
    }

    private String run(Form form) throws Exception {
        String outcome;
        try (PreparedStatement statement = connection.prepareStatement(form.statement())) {
            outcome = "wrote " + bind(statement, form.values().toArray()).executeUpdate();
        } catch (RemoteSqlException e) {
            outcome = "refused " + e.thrown().sqlState();
        }
        return outcome + " " + (form.heals() ? bench.rows(form.query()) : List.of());
    }

    /** Each form has its event; where it was refused with a reason. */
    private void told() throws Exception {
        List<Event> events = bench.events();
        List<String> untold = new ArrayList<>();
        for (Form form : forms) {
            boolean told = events.stream()
                    .filter(event -> event.table().endsWith(form.table()))
                    .anyMatch(event -> form.heals()
                            ? event.kind().equals("healed") || event.kind().equals("left_out")
                            : event.kind().equals("refused")
                                    && !event.json().path("reason").asText().isEmpty());
            if (!told) {
                untold.add(form.statement());
            }
        }
        assertThat(untold).as("forms without an event: " + events).isEmpty();
    }

    /** What is in quarantine: {@code table=value of id}, of what landed. */
    List<String> kept() throws Exception {
        return bench.quarantine().stream()
                .filter(value -> value.state().equals("landed"))
                .map(Forms::described)
                .toList();
    }

    private static String described(Quarantined value) {
        String table = value.table().substring(value.table().lastIndexOf('.') + 1);
        Matcher id = ID.matcher(value.key());
        return table + "=" + value.value() + " of " + (id.find() ? id.group(1) : value.key());
    }
}
