package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.content.ContentFacts;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value that was written for a column as it was may be converted to the type that it has now. A column that changed its
 * type may have changed what its values mean as well ({@code ALTER … TYPE … USING …}), which only its rows tell.
 */
public final class Consent {
    private final TableHistory history;
    private final Supplier<@Nullable ContentFacts> rows;

    /** @param rows gives what they say; null where it is not known yet. Asked when a value is about to be converted */
    public Consent(TableHistory history, Supplier<@Nullable ContentFacts> rows) {
        this.history = history;
        this.rows = rows;
    }

    /** Whether some column has another type than before, or its name belongs to another column, so that its rows are to be asked. */
    public static boolean isNeeded(TableHistory history) {
        return history.earlier().stream()
                .flatMap(earlier -> earlier.columns().stream())
                .anyMatch(before -> {
                    Column now = history.current().column(before.name());
                    return now != null && (isRetyped(before, now) || livesOn(before, now, history.current()));
                });
    }

    /** The same for a write that is healed: a column that got another name may have got another type as well. */
    public static boolean isNeededToHeal(TableHistory history) {
        return isNeeded(history)
                || history.earlier().stream()
                        .flatMap(earlier -> earlier.columns().stream())
                        .anyMatch(before -> history.current().column(before.name()) == null);
    }

    /**
     * Whether a column is known to have had another type.
     *
     * @param name under which the statement knows it
     */
    public boolean wasRetyped(String name, Column now) {
        return history.earlier().stream()
                .map(earlier -> earlier.column(name))
                .anyMatch(before -> before != null && isRetyped(before, now));
    }

    /** Whether the rows have yet to answer, so that an objection may pass by itself. */
    public boolean isUnanswered() {
        return rows.get() == null;
    }

    /** How a statement uses a column of another type. */
    public enum Use {
        /** A value goes to the column. */
        WRITTEN,
        /** The same, where the catalog alone says that the column is the one that the statement calls otherwise. */
        WRITTEN_BY_IDENTITY,
        /** Rows are chosen by it: then a value that means another one now chooses other rows. */
        COMPARED;

        /** For a value that goes to a column that was found by a rename; null where it is called as the statement calls it. */
        public static Use written(Step.@Nullable Rename rename) {
            return rename != null && rename.evidence().get(0).kind() == EvidenceKind.IDENTITY
                    ? WRITTEN_BY_IDENTITY
                    : WRITTEN;
        }
    }

    /**
     * Why a value may not be converted; null where nothing speaks against it.
     *
     * @param name under which the statement knows the column
     * @param now the column to which its value goes, or with which it is compared
     */
    public @Nullable String objection(String name, Column now, Use use) {
        for (TableSnapshot earlier : history.earlier()) {
            Column before = earlier.column(name);
            String objection = before == null ? null : objection(before, now, use);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private @Nullable String objection(Column before, Column now, Use use) {
        if (livesOn(before, now, history.current())) {
            return now.name() + " is another column than the one that was called so before";
        }
        if (!isRetyped(before, now)) {
            return null;
        }
        ContentFacts facts = rows.get();
        if (facts == null) {
            return "it is not known yet whether the values of " + now.name() + " changed with its type";
        }
        Content content = facts.of(before.name(), now.name());
        if (content instanceof Content.Different different) {
            return "the values of " + now.name() + " changed with its type: " + different.detail();
        }
        if (content instanceof Content.Same || content instanceof Content.Agreeing) {
            return null;
        }
        if (use == Use.COMPARED) {
            return isUnmistakable(before.type(), now.type())
                    ? null
                    : "no row tells that the values of " + now.name()
                            + " still mean what they did before its type changed, and rows are chosen by it";
        }
        boolean another = use == Use.WRITTEN_BY_IDENTITY
                && before.type().family() != now.type().family();
        return another && mayTell(facts, now)
                ? now.name() + " has another name and another type than " + before.name()
                        + " had, and no row tells that its values still mean the same"
                : null;
    }

    /** Whether there are rows that might have told what became of a column. */
    private static boolean mayTell(ContentFacts facts, Column now) {
        return facts.asked() && !facts.rowless() && !facts.hollow().contains(now.name());
    }

    private static boolean isRetyped(Column before, Column now) {
        return before.type().family() != now.type().family()
                || !before.type().labels().equals(now.type().labels());
    }

    /** Whether the column of before is there under another name, and another one has its name. */
    private static boolean livesOn(Column before, Column now, TableSnapshot table) {
        String identity = before.identity();
        return identity != null
                && before.name().equals(now.name())
                && !identity.equals(now.identity())
                && table.columns().stream().anyMatch(column -> identity.equals(column.identity()));
    }

    /** Whether a value that means another one now would match nothing rather than something else. */
    private static boolean isUnmistakable(ColumnType before, ColumnType now) {
        return (isText(before) && now.family() == TypeFamily.UUID)
                || (before.family() == TypeFamily.UUID && isText(now));
    }

    private static boolean isText(ColumnType type) {
        return type.family() == TypeFamily.TEXT;
    }
}
