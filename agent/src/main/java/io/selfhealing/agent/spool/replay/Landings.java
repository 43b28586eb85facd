package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.flight.Flight;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Writes records to the database, all of them or none, together with their ids. */
final class Landings {
    private final Product product;
    private final InstantSource clock;

    private enum Phase {
        LEDGER,
        WRITES,
        COMMIT
    }

    Landings(Product product, InstantSource clock) {
        this.product = product;
        this.clock = clock;
    }

    /** @param refused see {@link Mender#mend} */
    Landing land(Line line, List<SpoolRecord> records, boolean refused) {
        Flight.Leg flight = Flight.spoolReplay(records.size());
        try {
            return tried(line, records, refused);
        } finally {
            flight.over();
        }
    }

    private Landing tried(Line line, List<SpoolRecord> records, boolean refused) {
        Phase phase = Phase.LEDGER;
        try {
            List<SpoolRecord> fresh = records;
            ReplayLedger ledger = line.ledger();
            if (ledger != null) {
                List<RecordId> ids = records.stream().map(SpoolRecord::ledgerId).toList();
                Set<RecordId> known = ledger.known(line.connection(), ids);
                fresh = records.stream()
                        .filter(record -> !known.contains(record.ledgerId()))
                        .toList();
                // Before the rows: whoever writes the same record at this moment is met here, and not in the table.
                ledger.enter(
                        line.connection(),
                        fresh.stream().map(SpoolRecord::ledgerId).toList(),
                        clock.instant());
            }
            phase = Phase.WRITES;
            int writes = line.statements().run(fresh, refused);
            if (writes > 0 && !line.mender().stands()) {
                throw new RefusedException(Trouble.CONTENTION, "its table was changed while it was written");
            }
            phase = Phase.COMMIT;
            line.connection().commit();
            committed(line);
            return new Landing.Landed(writes, records.size() - fresh.size());
        } catch (SQLException e) {
            boolean ofSchema = Failures.classify(e, product).kind().schemaRelated();
            return failed(line, phase, new Landing.Failed(Trouble.of(e, product), text(e), ofSchema));
        } catch (RefusedException e) {
            return failed(line, phase, new Landing.Failed(e.trouble(), String.valueOf(e.getMessage()), false));
        } catch (RuntimeException | LinkageError e) {
            return failed(line, phase, new Landing.Failed(Trouble.RECORD, e.toString(), false));
        }
    }

    /** What is there is there, whoever fails to hear it. */
    private static void committed(Line line) {
        try {
            line.mender().committed();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    private static Landing failed(Line line, Phase phase, Landing.Failed failed) {
        Trouble trouble = line.rollback() ? failed.trouble() : Trouble.LOST;
        if (phase == Phase.COMMIT && trouble == Trouble.LOST) {
            line.mender().inDoubt();
        } else {
            line.mender().rolledBack();
        }
        return phase == Phase.LEDGER && trouble != Trouble.LOST
                ? new Landing.Failed(Trouble.NOT_NOW, "selfhealing_ledger: " + failed.reason(), false)
                : new Landing.Failed(trouble, failed.reason(), failed.ofSchema());
    }

    private static String text(SQLException e) {
        SQLException first = e;
        while (first.getNextException() != null && !first.getNextException().equals(first)) {
            first = first.getNextException(); // A batch says first that it is a batch, and what happened behind it.
        }
        return first.getMessage() + " (SQLState " + first.getSQLState() + ")";
    }
}
