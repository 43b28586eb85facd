package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import java.util.LinkedHashMap;
import java.util.Map;

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
        if (now == null || living.size() > 1) {
            return new Answer.Refused(question.name() + " has been the name of more than one column");
        }
        String detail = question.name() + " → " + now.name() + ", column identity " + now.identity();
        return new Answer.Named(now.name(), new Evidence(EvidenceKind.IDENTITY, 1, detail));
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
