package app.store;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;

/** Written with MyBatis. */
final class MyBatisStore implements Store {
    private final SqlSessionFactory sessions;

    MyBatisStore(DataSource pool) {
        Configuration configuration = new Configuration(new Environment("store", new JdbcTransactionFactory(), pool));
        configuration.addMapper(Rows.class);
        sessions = new SqlSessionFactoryBuilder().build(configuration);
    }

    @Override
    public int insert(long id, String sender, String content) {
        try (SqlSession session = sessions.openSession()) {
            int count = rows(session).insert(id, sender, content);
            session.commit();
            return count;
        }
    }

    @Override
    public int update(long id, String sender) {
        try (SqlSession session = sessions.openSession()) {
            int count = rows(session).update(id, sender);
            session.commit();
            return count;
        }
    }

    @Override
    public int insertAll(long first, int rows) {
        try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
            for (long id = first; id < first + rows; id++) {
                rows(session).insert(id, "sender-" + id, "content-" + id);
            }
            List<BatchResult> results = session.flushStatements();
            session.commit();
            return results.stream()
                    .flatMapToInt(result -> Arrays.stream(result.getUpdateCounts()))
                    .sum();
        }
    }

    @Override
    public void insertAndRollBack(long id, String sender, String content) {
        try (SqlSession session = sessions.openSession()) {
            rows(session).insert(id, sender, content);
            session.rollback();
        }
    }

    @Override
    public long insertNote(String sender, String content) {
        try (SqlSession session = sessions.openSession()) {
            NoteRow note = new NoteRow();
            note.sender = sender;
            note.content = content;
            rows(session).insertNote(note);
            session.commit();
            return note.id;
        }
    }

    private static Rows rows(SqlSession session) {
        return session.getMapper(Rows.class);
    }

    /** The statements. */
    interface Rows {
        @Insert("insert into messages (id, sender, content) values (#{id}, #{sender}, #{content})")
        int insert(@Param("id") long id, @Param("sender") String sender, @Param("content") String content);

        @Update("update messages set sender = #{sender} where id = #{id}")
        int update(@Param("id") long id, @Param("sender") String sender);

        @Insert("insert into notes (sender, content) values (#{sender}, #{content})")
        @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
        int insertNote(NoteRow note);
    }

    /** A row of {@code notes}, whose fields MyBatis reads and sets. */
    static final class NoteRow {
        long id;

        @Nullable
        String sender;

        @Nullable
        String content;
    }
}
