package app.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Written with Jdbi. */
final class JdbiStore implements Store {
    private static final String INSERT = "insert into messages (id, sender, content) values (:id, :sender, :content)";

    private final Jdbi jdbi;

    JdbiStore(DataSource pool) {
        jdbi = Jdbi.create(pool);
    }

    @Override
    public int insert(long id, String sender, String content) {
        return jdbi.withHandle(handle -> insert(handle, id, sender, content));
    }

    private static int insert(Handle handle, long id, String sender, String content) {
        return handle.createUpdate(INSERT)
                .bind("id", id)
                .bind("sender", sender)
                .bind("content", content)
                .execute();
    }

    @Override
    public int update(long id, String sender) {
        return jdbi.withHandle(handle -> handle.createUpdate("update messages set sender = :sender where id = :id")
                .bind("sender", sender)
                .bind("id", id)
                .execute());
    }

    @Override
    public int insertAll(long first, int rows) {
        return jdbi.inTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(INSERT);
            for (long id = first; id < first + rows; id++) {
                batch.bind("id", id)
                        .bind("sender", "sender-" + id)
                        .bind("content", "content-" + id)
                        .add();
            }
            return Arrays.stream(batch.execute()).sum();
        });
    }

    @Override
    public void insertAndRollBack(long id, String sender, String content) {
        jdbi.useHandle(handle -> {
            handle.begin();
            insert(handle, id, sender, content);
            handle.rollback();
        });
    }

    @Override
    public long insertNote(String sender, String content) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("insert into notes (sender, content) values (:sender, :content)")
                        .bind("sender", sender)
                        .bind("content", content)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
    }
}
