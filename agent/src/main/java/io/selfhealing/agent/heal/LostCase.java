package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Case} in which the table itself is not where it was.
 *
 * @param policy what the operator allows on the table under its old name and on every candidate
 * @param profiles as in a {@link Case}, of the table that is written in its place
 * @param contents by the candidates' {@linkplain #name names}, what their rows say of the lost table and its columns
 * @param declared where the operator says that the table is now; null where nothing is said
 */
public record LostCase(
        ParsedWrite write,
        LostTable table,
        Dialect dialect,
        Policy policy,
        Map<String, ValueProfile> profiles,
        Map<String, ContentFacts> contents,
        @Nullable Place declared) {
    /** A table by the names that the catalog holds. */
    public record Place(String schema, String table) {}

    public LostCase {
        profiles = Map.copyOf(profiles);
        contents = Map.copyOf(contents);
    }

    /** One of which no rows were asked and nothing is declared. */
    public LostCase(
            ParsedWrite write, LostTable table, Dialect dialect, Policy policy, Map<String, ValueProfile> profiles) {
        this(write, table, dialect, policy, profiles, Map.of(), null);
    }

    /** One of which no values are known and nothing is declared. */
    public LostCase(ParsedWrite write, LostTable table, Dialect dialect, Policy policy) {
        this(write, table, dialect, policy, Map.of());
    }

    /** What a candidate is called in {@link #contents}. */
    public static String name(TableSnapshot candidate) {
        return candidate.schema() + "." + candidate.name();
    }

    ContentFacts contents(TableHistory candidate) {
        return contents.getOrDefault(name(candidate.current()), ContentFacts.NONE);
    }

    /** Whether a candidate has the rows of the lost table. */
    Content content(TableHistory candidate) {
        return contents(candidate).table();
    }
}
