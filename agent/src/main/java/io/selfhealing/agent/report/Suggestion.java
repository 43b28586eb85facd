package io.selfhealing.agent.report;

import io.selfhealing.agent.sql.Product;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would end one mismatch: a change to the schema, or one to the application.
 *
 * @param id the same for the same mismatch, however often it is met
 * @param database as events name it
 * @param change whose SQL is empty where none is written; its risks then say why
 * @param safe whether it may be applied without having been chosen: it adds and takes nothing away, and nothing speaks for another
 *     way out
 * @param over whether the table was seen without the mismatch since it was met last
 * @param ground why it is this change
 * @param counts how often it was met, by kind of event
 * @param evidence of the agent's own decision, strongest first
 * @param application what to change in the application instead
 * @param statements that met it; literals masked
 * @param fingerprint of the table from which it was drawn, see {@link Shape}; null where its shape is not known
 */
public record Suggestion(
        String id,
        String database,
        Mismatch mismatch,
        Change change,
        boolean safe,
        boolean over,
        String ground,
        long count,
        Map<String, Long> counts,
        Instant first,
        Instant last,
        List<String> evidence,
        String application,
        List<StatementUse> statements,
        @Nullable String fingerprint) {
    public Suggestion {
        counts = Map.copyOf(counts);
        evidence = List.copyOf(evidence);
        statements = List.copyOf(statements);
    }

    /** The product of its database. */
    public Product product() {
        return Suggestions.product(database);
    }

    /** Whether there is SQL to apply. */
    public boolean written() {
        return !change.sql().isEmpty();
    }
}
