package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import java.util.Map;

/**
 * Everything that a verdict is drawn from, and nothing else: the same case gives the same verdict.
 *
 * @param profiles by the names of columns of the table, what is known of the values in them; most cases need none
 * @param contents what the table's rows say of the columns that it lost
 */
public record Case(
        ParsedWrite write,
        TableHistory table,
        Dialect dialect,
        Policy policy,
        Map<String, ValueProfile> profiles,
        ContentFacts contents) {
    public Case {
        profiles = Map.copyOf(profiles);
    }

    /** One of which no rows were asked. */
    public Case(
            ParsedWrite write, TableHistory table, Dialect dialect, Policy policy, Map<String, ValueProfile> profiles) {
        this(write, table, dialect, policy, profiles, ContentFacts.NONE);
    }

    /** One of which no values are known. */
    public Case(ParsedWrite write, TableHistory table, Dialect dialect, Policy policy) {
        this(write, table, dialect, policy, Map.of());
    }

    ValueProfile profile(String column) {
        return profiles.getOrDefault(column, ValueProfile.UNKNOWN);
    }
}
