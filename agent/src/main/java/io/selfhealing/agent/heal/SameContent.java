package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The old values are in a column that came after them: renamed, or added and filled before the old one was dropped. Two columns that
 * stood side by side from the first are two columns, however alike they are.
 */
final class SameContent implements Rung {
    /** A few long texts: as good as certain, and yet no proof. */
    private static final double TELLING = 0.9;

    @Override
    public String name() {
        return "content";
    }

    @Override
    public Answer answer(MissingColumn question) {
        Map<String, Evidence> found = new TreeMap<>();
        for (Column column : question.table().columns()) {
            Evidence evidence = evidence(question.content(column.name()), question.name() + " → " + column.name());
            if (evidence != null && cameLater(question, column)) {
                found.put(column.name(), evidence);
            }
        }
        if (found.size() > 1) {
            return new Answer.Refused(question.name() + " may be any of " + found.keySet() + ", which hold its values");
        }
        for (Map.Entry<String, Evidence> only : found.entrySet()) {
            return new Answer.Named(only.getKey(), only.getValue());
        }
        return Answer.UNKNOWN;
    }

    /** Null where the rows do not say enough. */
    static @Nullable Evidence evidence(Content content, String move) {
        if (content instanceof Content.Same same) {
            return new Evidence(EvidenceKind.CONTENT, 1, move + ": " + same.detail());
        }
        return content instanceof Content.Agreeing agreeing && agreeing.telling()
                ? new Evidence(EvidenceKind.CONTENT, TELLING, move + ": " + agreeing.detail())
                : null;
    }

    /** Whether some shape had the old column and not yet this one, under whatever name. */
    private static boolean cameLater(MissingColumn question, Column column) {
        return question.earlierWithIt().stream().anyMatch(shape -> !has(shape, column, question.name()));
    }

    private static boolean has(TableSnapshot shape, Column column, String old) {
        return shape.columns().stream()
                .filter(other -> !other.name().equals(old))
                .anyMatch(other -> other.name().equals(column.name())
                        || (other.identity() != null && other.identity().equals(column.identity())));
    }
}
