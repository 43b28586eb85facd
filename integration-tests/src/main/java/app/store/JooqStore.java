package app.store;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unquotedName;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.BatchBindStep;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Insert;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;

/** Written with jOOQ. */
final class JooqStore implements Store {
    private static final Field<Long> ID = field(unquotedName("id"), Long.class);
    private static final Field<String> SENDER = field(unquotedName("sender"), String.class);
    private static final Field<String> CONTENT = field(unquotedName("content"), String.class);

    private final DSLContext jooq;

    JooqStore(DataSource pool) {
        jooq = DSL.using(pool, dialect(pool));
    }

    private static SQLDialect dialect(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return JDBCUtils.dialect(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    @Override
    public int insert(long id, String sender, String content) {
        return insert(jooq, id, sender, content).execute();
    }

    private static Insert<?> insert(
            DSLContext jooq, @Nullable Long id, @Nullable String sender, @Nullable String content) {
        return jooq.insertInto(table(unquotedName("messages")), ID, SENDER, CONTENT)
                .values(id, sender, content);
    }

    @Override
    public int update(long id, String sender) {
        return jooq.update(table(unquotedName("messages")))
                .set(SENDER, sender)
                .where(ID.eq(id))
                .execute();
    }

    @Override
    public int insertAll(long first, int rows) {
        return jooq.transactionResult((Configuration transaction) -> {
            BatchBindStep batch = transaction.dsl().batch(insert(transaction.dsl(), null, null, null));
            for (long id = first; id < first + rows; id++) {
                batch = batch.bind(id, "sender-" + id, "content-" + id);
            }
            return Arrays.stream(batch.execute()).sum();
        });
    }

    @Override
    public void insertAndRollBack(long id, String sender, String content) {
        try {
            jooq.transaction(transaction -> {
                insert(transaction.dsl(), id, sender, content).execute();
                throw new RolledBack();
            });
        } catch (RolledBack asked) {
            // That is how a transaction of jOOQ is rolled back.
        }
    }

    @Override
    public long insertNote(String sender, String content) {
        return Objects.requireNonNull(jooq.insertInto(table(unquotedName("notes")), SENDER, CONTENT)
                        .values(sender, content)
                        .returningResult(ID)
                        .fetchOne())
                .value1();
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
