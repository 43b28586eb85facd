package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database's own identity of the column, alive under another name: proof. */
final class Identity implements Rung {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Answer answer(MissingColumn question) {
        Column last = question.before();
        if (last == null || last.identity() == null) {
            return Answer.UNKNOWN;
        }
        Map<String, Column> living = living(question);
        if (living.isEmpty()) {
            return Answer.UNKNOWN;
        }
        Column now = living.get(last.identity());
        if (now == null || living.size() > 1 || wentFromHandToHand(question, last.identity())) {
            return new Answer.Refused(question.name() + " has been the name of more than one column");
        }
        String detail = question.name() + " → " + now.name() + ", column identity " + now.identity();
        return new Answer.Named(now.name(), new Evidence(EvidenceKind.IDENTITY, 1, detail));
    }

    /**
     * Whether several columns bore the name, and not just one after the other: one of them had another name as well, before it got
     * this one or after it lost it. Which of them the write was made for nobody can say, even if only one is left.
     *
     * @param last the identity of the one that bore it last
     */
    private static boolean wentFromHandToHand(MissingColumn question, String last) {
        Set<String> bearers = new HashSet<>();
        question.earlierWithIt().forEach(shape -> bearers.add(identity(shape.column(question.name()))));
        boolean before = false;
        for (TableSnapshot shape : question.situation().table().earlier()) {
            for (Column column : bearers.size() > 1 ? shape.columns() : List.<Column>of()) {
                boolean counts = before || !last.equals(column.identity());
                if (counts
                        && bearers.contains(identity(column))
                        && !column.name().equals(question.name())) {
                    return true;
                }
            }
            before |= shape.column(question.name()) != null;
        }
        return false;
    }

    /** Of a column that has none the one that no column has. */
    private static String identity(@Nullable Column column) {
        String identity = column == null ? null : column.identity();
        return identity == null ? "" : identity;
    }

    /** Identity → column of today, for every column that ever bore the name and still exists. */
    private static Map<String, Column> living(MissingColumn question) {
        Map<String, Column> living = new LinkedHashMap<>();
        question.earlierWithIt().forEach(snapshot -> {
            Column then = snapshot.column(question.name());
            for (Column now : question.table().columns()) {
                if (then != null && now.identity() != null && now.identity().equals(then.identity())) {
                    living.put(now.identity(), now);
                }
            }
        });
        return living;
    }
}
