package io.selfhealing.agent.schema;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was known of one database before it answered, and what is to be known of it the next time. Safe for use by many threads. */
public final class Recollection {
    private final Acquaintances all;
    private final Acquaintances.Address address;
    private volatile @Nullable Acquaintance known;

    /**
     * Reads nothing yet.
     *
     * @param url of the database, without parameters and credentials
     */
    public Recollection(Acquaintances all, String url, String user) {
        this.all = all;
        this.address = new Acquaintances.Address(url, user);
    }

    /** Reads what was known. @return whether anything was */
    public boolean recall() {
        known = all.of(address);
        return known != null;
    }

    /** What was recalled; null where nothing was, or nobody wanted that. */
    public @Nullable Acquaintance known() {
        return known;
    }

    /** The database answers: from now on it is asked itself. */
    void answered(OwnConnection.Facts facts, UnaryOperator<Acquaintance> change) {
        all.note(address, before -> {
            boolean same = before != null
                    && before.identity().equals(facts.identity())
                    && before.dialect().equals(facts.dialect());
            return change.apply(same ? before : Acquaintance.with(facts.identity(), facts.dialect()));
        });
    }
}
