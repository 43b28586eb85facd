package app.store;

import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Written with Spring's {@code JdbcTemplate} and {@code TransactionTemplate}. */
final class SpringStore implements Store, NestedWrites {
    private static final String INSERT = "insert into messages (id, sender, content) values (?, ?, ?)";
    private static final String NOTE = "insert into notes (sender, content) values (?, ?)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate required;
    private final TransactionTemplate requiresNew;
    private final SimpleJdbcInsert simple;

    SpringStore(DataSource pool) {
        jdbc = new JdbcTemplate(pool);
        JdbcTransactionManager transactions = new JdbcTransactionManager(pool);
        required = new TransactionTemplate(transactions);
        requiresNew = new TransactionTemplate(transactions);
        requiresNew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        simple = new SimpleJdbcInsert(pool)
                .withTableName("notes")
                .usingColumns("sender", "content")
                .usingGeneratedKeyColumns("id");
    }

    @Override
    public int insert(long id, String sender, String content) {
        return jdbc.update(INSERT, id, sender, content);
    }

    @Override
    public int update(long id, String sender) {
        return jdbc.update("update messages set sender = ? where id = ?", sender, id);
    }

    @Override
    public int insertAll(long first, int rows) {
        List<Object[]> arguments = LongStream.range(first, first + rows)
                .mapToObj(id -> new Object[] {id, "sender-" + id, "content-" + id})
                .toList();
        return Objects.requireNonNull(required.execute(
                status -> Arrays.stream(jdbc.batchUpdate(INSERT, arguments)).sum()));
    }

    @Override
    public void insertAndRollBack(long id, String sender, String content) {
        required.executeWithoutResult(status -> {
            insert(id, sender, content);
            status.setRollbackOnly();
        });
    }

    @Override
    public long insertNote(String sender, String content) {
        GeneratedKeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    PreparedStatement insert = connection.prepareStatement(NOTE, new String[] {"id"});
                    insert.setString(1, sender);
                    insert.setString(2, content);
                    return insert;
                },
                keys);
        return Objects.requireNonNull(keys.getKey()).longValue();
    }

    @Override
    public long insertNoteSimply(String sender, String content) {
        return simple.executeAndReturnKey(Map.of("sender", sender, "content", content))
                .longValue();
    }

    @Override
    public void insertInBoth(long outer, long inner, boolean commit) {
        required.executeWithoutResult(status -> {
            insert(outer, "sender-" + outer, "content-" + outer);
            requiresNew.executeWithoutResult(nested -> insert(inner, "sender-" + inner, "content-" + inner));
            if (!commit) {
                status.setRollbackOnly();
            }
        });
    }
}
