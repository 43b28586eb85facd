package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database's own identity of the table, alive under another name: proof. */
final class TableIdentity implements TableRung {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public TableAnswer answer(LostCase situation) {
        LostTable lost = situation.table();
        TableSnapshot last = lost.past().current();
        if (last.identity() == null) {
            return numbered(lost);
        }
        Set<String> everBorne = new HashSet<>(Set.of(last.identity()));
        lost.past().earlier().stream()
                .map(TableSnapshot::identity)
                .filter(Objects::nonNull)
                .forEach(everBorne::add);
        long living = lost.candidates().stream()
                .filter(candidate -> everBorne.contains(identity(candidate)))
                .count();
        if (living > 1) {
            return new TableAnswer.Refused(last.name() + " has been the name of more than one table");
        }
        for (TableHistory candidate : lost.candidates()) {
            if (last.identity().equals(identity(candidate))) {
                TableSnapshot now = candidate.current();
                String detail = last.schema() + "." + last.name() + " → " + now.schema() + "." + now.name()
                        + ", table identity " + last.identity();
                return new TableAnswer.Named(candidate, new Evidence(EvidenceKind.IDENTITY, 1, detail));
            }
        }
        return new TableAnswer.Refused("no ordinary table of today is what " + last.name() + " was");
    }

    /** The same number is the same table; another, or none, says nothing. */
    private static TableAnswer numbered(LostTable lost) {
        TableKey bearer = lost.turnover().bearer();
        TableHistory now = bearer == null ? null : lost.candidate(bearer.path().get(0), bearer.table());
        TableSnapshot last = lost.past().current();
        boolean elsewhere = now != null && !now.current().schema().equals(last.schema());
        if (now == null
                || !(elsewhere || lost.turnover().come().contains(now.current().name()))) {
            return TableAnswer
                    .UNKNOWN; // What was there beside it is another table, whatever happened before it was looked at.
        }
        String detail = last.schema() + "." + last.name() + " → " + LostCase.name(now.current()) + ", table number";
        return new TableAnswer.Named(now, new Evidence(EvidenceKind.IDENTITY, 1, detail));
    }

    /** Empty where it has none, which is no identity of any table. */
    private static String identity(TableHistory table) {
        @Nullable String identity = table.current().identity();
        return identity == null ? "" : identity;
    }
}
