package app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

final class SteadyWriters extends WritingThreads {
    private final DataSource pool;
    private final String sql;
    private final int rows;

    SteadyWriters(DataSource pool, String sql, int threads, int rows) {
        super("writer", threads, rows);
        this.pool = pool;
        this.sql = sql;
        this.rows = rows;
    }

    /** Every other thread keeps its prepared statement; the rest prepare for each row, as a pooled application does. */
    @Override
    void write(int first) {
        boolean keeps = first / rows % 2 == 0;
        try (Connection connection = pool.getConnection();
                PreparedStatement kept = connection.prepareStatement(sql)) {
            for (int id = first; id < first + rows; id++) {
                if (keeps) {
                    writeRow(kept, id);
                } else {
                    try (PreparedStatement fresh = connection.prepareStatement(sql)) {
                        writeRow(fresh, id);
                    }
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            failed(Thrown.of(e).toString());
        }
    }

    private void writeRow(PreparedStatement insert, int id) {
        try {
            insert.setLong(1, id);
            insert.setString(2, "sender-" + id);
            insert.setString(3, "content-" + id);
            int count = insert.executeUpdate();
            if (count == 1) {
                rowLanded();
            } else {
                failed("row " + id + ": count " + count);
            }
        } catch (SQLException e) {
            failed("row " + id + ": " + Thrown.of(e));
        }
    }
}
