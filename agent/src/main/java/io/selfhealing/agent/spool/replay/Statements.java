package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs writes on one connection in their order; neighbours with the same text as a batch. Ends no transaction. */
final class Statements implements AutoCloseable {
    private static final int MOST_OPEN = 32;
    private static final int LARGEST_BATCH = 250;

    private final Connection connection;
    private final Product product;
    private final Mender mender;
    private final @Nullable ByKey byKey;
    private final Map<String, PreparedStatement> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Mended.Ready> batch = new ArrayList<>();

    /** @param byKey null where a ledger tells what is in the database already */
    Statements(Connection connection, Product product, Mender mender, @Nullable ByKey byKey) {
        this.connection = connection;
        this.product = product;
        this.mender = mender;
        this.byKey = byKey;
    }

    /**
     * Runs all writes of these records.
     *
     * @param refused see {@link Mender#mend}
     * @return how many ran
     * @throws RefusedException where one must not run, or found nothing to write to
     */
    int run(List<SpoolRecord> records, boolean refused) throws SQLException, RefusedException {
        int writes = 0;
        try {
            for (SpoolRecord record : records) {
                for (Write write : record.transaction().writes()) {
                    add(write, mender.mend(record.transaction(), write, refused));
                    writes++;
                }
            }
            flush();
            return writes;
        } finally {
            batch.forEach(ready -> ready.fate().failed()); // empty but where something was thrown
            batch.clear();
        }
    }

    private void add(Write write, Mended mended) throws SQLException, RefusedException {
        if (mended instanceof Mended.Refused refused) {
            throw new RefusedException(Trouble.RECORD, refused.reason());
        }
        if (mended instanceof Mended.Waiting waiting) {
            throw new RefusedException(Trouble.TABLE, waiting.reason());
        }
        Mended.Ready ready = (Mended.Ready) mended;
        if (!batch.isEmpty() && (batch.size() >= LARGEST_BATCH || !fits(ready))) {
            flushBefore(ready);
        }
        batch.add(ready);
        if (byKey != null) {
            runUnlessThere(byKey, write, ready);
        } else if (!ready.generated().isEmpty()) {
            runAlone(ready);
        }
    }

    private boolean fits(Mended.Ready ready) {
        return ready.generated().isEmpty()
                && ready.statement().equals(batch.get(0).statement());
    }

    private void flushBefore(Mended.Ready ready) throws SQLException, RefusedException {
        boolean flushed = false;
        try {
            flush();
            flushed = true;
        } finally {
            if (!flushed) {
                ready.fate().failed();
            }
        }
    }

    private void runUnlessThere(ByKey keys, Write write, Mended.Ready ready) throws SQLException, RefusedException {
        if (keys.isThere(connection, write, ready)) {
            batch.clear();
            ready.fate().failed();
        } else {
            runAlone(ready);
        }
    }

    private void runAlone(Mended.Ready ready) throws SQLException, RefusedException {
        if (ready.generated().isEmpty()) {
            flush();
            return;
        }
        String[] columns = ready.generated().toArray(String[]::new);
        try (PreparedStatement statement = connection.prepareStatement(ready.statement(), columns)) {
            Parameters.bind(statement, ready.parameters());
            checkFound(ready.statement(), statement.executeUpdate());
            batch.clear();
            ready.fate().ran(statement);
        }
    }

    private void flush() throws SQLException, RefusedException {
        if (batch.isEmpty()) {
            return;
        }
        String text = batch.get(0).statement();
        PreparedStatement statement = prepared(text);
        if (batch.size() == 1) {
            Parameters.bind(statement, batch.get(0).parameters());
            checkFound(text, statement.executeUpdate());
        } else {
            statement.clearBatch();
            for (Mended.Ready ready : batch) {
                Parameters.bind(statement, ready.parameters());
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                checkFound(text, count);
            }
        }
        List<Mended.Ready> ran = List.copyOf(batch);
        batch.clear();
        ran.forEach(ready -> ready.fate().ran(null));
    }

    /** The application was told that its UPDATE found the row. MySQL's drivers may count only rows that were changed. */
    private void checkFound(String text, int count) throws RefusedException {
        if (count == 0 && !product.speaksMySql() && Scanner.kind(text) == StatementKind.UPDATE) {
            throw new RefusedException(Trouble.RECORD, "an UPDATE found no row");
        }
    }

    private PreparedStatement prepared(String text) throws SQLException {
        PreparedStatement known = open.get(text);
        if (known != null) {
            return known;
        }
        if (open.size() >= MOST_OPEN) {
            Iterator<PreparedStatement> oldest = open.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        PreparedStatement made = connection.prepareStatement(text);
        open.put(text, made);
        return made;
    }

    /** After a failure nothing that was prepared before is relied on. */
    @Override
    public void close() {
        for (PreparedStatement statement : open.values()) {
            try {
                statement.close();
            } catch (SQLException | RuntimeException e) {
                // It goes with its connection.
            }
        }
        open.clear();
    }
}
