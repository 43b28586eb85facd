package io.selfhealing.agent.heal;

import io.selfhealing.agent.config.Ensemble;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.WriteParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a column is by the rungs of the ladder that are no guess: witnessed, identity, declared, migrated. */
public final class Proof {
    private static final List<Rung> RUNGS = List.of(new Witnessed(), new Identity(), new Declared(), new Migrated());

    private Proof() {}

    /**
     * The column as it is called now.
     *
     * @param column as the catalog held it; the table has none of that name now
     * @param aliases as of {@link Policy#aliases()}
     * @return null where nothing proves where it is, or something speaks against it
     */
    public static @Nullable String columnNow(
            String column, TableHistory table, Dialect dialect, Map<String, String> aliases) {
        String quote = dialect.product().speaksMySql() ? "`" : "\"";
        String name = quote + column.replace(quote, quote + quote) + quote;
        ParsedWrite write = WriteParser.parse("UPDATE t SET " + name + " = ?", dialect);
        if (write == null) {
            return null;
        }
        Case situation = new Case(write, table, dialect, new Policy(aliases, List.of(), 1, false));
        MissingColumn question = new MissingColumn(situation, column, Map.of(), Set.of(column));
        Placement placement = new Search(question, Ensemble.WEIGHTED).along(RUNGS, List.of());
        return placement instanceof Placement.Found found ? found.rename().to() : null;
    }
}
