package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.WitnessedMove;
import java.util.Objects;

/** The renames of the table that passed through this JVM, followed to the name that it bears now. */
final class TableWitnessed implements TableRung {
    @Override
    public String name() {
        return "witnessed";
    }

    @Override
    public TableAnswer answer(LostCase situation) {
        LostTable lost = situation.table();
        TableSnapshot from = lost.past().current();
        String schema = from.schema();
        String name = from.name();
        StringBuilder path = new StringBuilder(schema + "." + name);
        for (WitnessedMove move : lost.moves()) {
            schema = Objects.requireNonNullElse(move.toSchema(), schema);
            name = move.to();
            path.append(" → ").append(schema).append('.').append(name);
        }
        TableHistory now = lost.moves().isEmpty() ? null : lost.candidate(schema, name);
        if (now == null || !Objects.equals(from.identity(), now.current().identity())) {
            return TableAnswer.UNKNOWN;
        }
        return new TableAnswer.Named(now, new Evidence(EvidenceKind.WITNESSED, 1, path.toString()));
    }
}
