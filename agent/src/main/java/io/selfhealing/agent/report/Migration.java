package io.selfhealing.agent.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion that is to be carried out.
 *
 * @param database for which it was suggested, as events name it
 * @param sql statements without their end, in order
 * @param undo statements that take it back; empty where nothing does
 * @param fingerprint of the table as it was; null where that is not known
 */
public record Migration(
        String id,
        String database,
        Mismatch mismatch,
        List<String> sql,
        List<String> undo,
        @Nullable String fingerprint) {
    public Migration {
        sql = List.copyOf(sql);
        undo = List.copyOf(undo);
    }

    /** What a suggestion comes to. */
    public static Migration of(Suggestion suggestion) {
        return new Migration(
                suggestion.id(),
                suggestion.database(),
                suggestion.mismatch(),
                suggestion.change().sql(),
                suggestion.change().undo(),
                suggestion.fingerprint());
    }
}
