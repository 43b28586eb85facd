package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.Print;
import io.selfhealing.agent.content.Prints;
import java.util.List;

/** The prints of one database's tables: whose they are depends on which database answered last. */
final class ContentPlace {
    private final Prints prints;
    private final OwnConnection own;
    private final String database;

    /** @param database its name, for one that tells nothing of itself that lasts */
    ContentPlace(Prints prints, OwnConnection own, String database) {
        this.prints = prints;
        this.own = own;
        this.database = database;
    }

    List<Print> prints(String schema, String table) {
        OwnConnection.Facts facts = own.facts();
        return facts == null
                ? List.of()
                : prints.of(name(facts, schema, table), facts.identity().lasting());
    }

    void put(String schema, String table, Print print) {
        OwnConnection.Facts facts = own.facts();
        if (facts != null) {
            prints.put(name(facts, schema, table), facts.identity().lasting(), print);
        }
    }

    private String name(OwnConnection.Facts facts, String schema, String table) {
        DatabaseIdentity identity = facts.identity();
        return (identity.lasting() ? identity.text() : identity.text() + '@' + database) + '\0' + schema + '\0' + table;
    }
}
