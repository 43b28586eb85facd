package io.selfhealing.agent.intercept;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.spool.Meaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value that was acknowledged for a column as it was means the same in it as it is now. A column stays the same one when it
 * is renamed or given another type, and may hold something else all the same ({@code ALTER … TYPE … USING …}, or an UPDATE), which
 * only its rows tell. Pure.
 */
final class SameMeaning {
    private final String name;
    private final String type;
    private final @Nullable ColumnType before;
    private final Column living;

    /**
     * @param name of the column when the write was acknowledged
     * @param meant the same column
     * @param before the same as its table had it then; null where that is not known any more
     * @param living the same today
     */
    SameMeaning(String name, Meaning.Column meant, @Nullable Column before, Column living) {
        this.name = before == null ? name : before.name();
        this.type = meant.type();
        this.before = before == null ? null : before.type();
        this.living = living;
    }

    String nameThen() {
        return name;
    }

    boolean isRenamed() {
        return !living.name().equals(name);
    }

    /** Whether anything changed that may have changed what its values mean. */
    boolean isInQuestion() {
        return isRenamed() || isRetyped();
    }

    private boolean isRetyped() {
        return !living.type().name().equals(type)
                || (before != null && !before.labels().equals(living.type().labels()));
    }

    /** Whether values of the one type are none of the other, or are spelled in another way there. */
    private boolean isOfAnotherKind() {
        return before == null
                || before.family() != living.type().family()
                || !isBeginning(before.labels(), living.type().labels());
    }

    private static boolean isBeginning(List<String> labels, List<String> all) {
        return all.stream().filter(labels::contains).toList().equals(labels);
    }

    /**
     * Why the value must not go there; null where nothing speaks against it.
     *
     * @param content what the rows say of the column of then and that of today
     * @param declared whether somebody has said that its name of then means the column of today
     */
    @Nullable
    String objection(Content content, boolean declared) {
        String detail = content instanceof Content.Different different
                ? different.detail()
                : content instanceof Content.Unlike unlike ? unlike.detail() : "";
        if (isRetyped()) {
            boolean borneOut = content instanceof Content.Same || content instanceof Content.Agreeing;
            String change =
                    ": its type was " + type + " and is " + living.type().name();
            if (!detail.isEmpty()) {
                return "the values of the column " + living.name() + " changed with its type, so that one of then means"
                        + " something else now" + change + ", and " + detail;
            }
            return borneOut || !isOfAnotherKind()
                    ? null
                    : "no rows bear out that a value of the column " + living.name()
                            + " still means what it did before it had another type" + change;
        }
        return content instanceof Content.Different && !declared
                ? "the column " + name + " that was meant is called " + living.name() + " now, and holds something"
                        + " else: " + detail
                : null;
    }
}
