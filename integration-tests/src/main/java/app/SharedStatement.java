package app;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One prepared statement that several threads write with. */
final class SharedStatement extends WritingThreads {
    private final PreparedStatement insert;
    private final int rows;
    private final boolean inTurn;

    /** @param inTurn whether each thread binds and runs its row before another may; without that, rows get mixed anywhere */
    SharedStatement(PreparedStatement insert, int threads, int rows, boolean inTurn) {
        super("sharer", threads, rows);
        this.insert = insert;
        this.rows = rows;
        this.inTurn = inTurn;
    }

    @Override
    void write(int first) {
        for (int id = first; id < first + rows; id++) {
            try {
                if (inTurn) {
                    synchronized (insert) {
                        writeRow(id);
                    }
                } else {
                    writeRow(id);
                }
                rowLanded();
                Thread.sleep(PAUSE_MILLIS);
            } catch (SQLException | RuntimeException | LinkageError e) {
                failed(e.getClass().getName() + " made in " + e.getStackTrace()[0]);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void writeRow(int id) throws SQLException {
        insert.setLong(1, id);
        insert.setString(2, "sender-" + id);
        insert.setString(3, "content-" + id);
        insert.executeUpdate();
    }
}
