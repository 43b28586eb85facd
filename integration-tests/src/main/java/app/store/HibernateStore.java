package app.store;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/** Written with Hibernate ORM. */
final class HibernateStore implements Store, VersionedWrites {
    private static final int BATCH = 20;

    private final SessionFactory sessions;

    HibernateStore(DataSource pool) {
        Configuration configuration = new Configuration();
        configuration.getProperties().put("hibernate.connection.datasource", pool);
        configuration.setProperty("hibernate.jdbc.batch_size", Integer.toString(BATCH));
        sessions = configuration
                .addAnnotatedClass(MessageRow.class)
                .addAnnotatedClass(NoteRow.class)
                .addAnnotatedClass(TicketRow.class)
                .buildSessionFactory();
    }

    @Override
    public int insert(long id, String sender, String content) {
        sessions.inTransaction(session -> session.persist(new MessageRow(id, sender, content)));
        return 1;
    }

    @Override
    public int update(long id, String sender) {
        return sessions.fromTransaction(
                session -> session.createMutationQuery("update MessageRow set sender = :sender where id = :id")
                        .setParameter("sender", sender)
                        .setParameter("id", id)
                        .executeUpdate());
    }

    @Override
    public int insertAll(long first, int rows) {
        sessions.inTransaction(session -> {
            for (long id = first; id < first + rows; id++) {
                session.persist(new MessageRow(id, "sender-" + id, "content-" + id));
            }
        });
        return rows;
    }

    @Override
    public void insertAndRollBack(long id, String sender, String content) {
        sessions.inSession(session -> {
            session.beginTransaction();
            session.persist(new MessageRow(id, sender, content));
            session.flush();
            session.getTransaction().rollback();
        });
    }

    @Override
    public long insertNote(String sender, String content) {
        NoteRow note = new NoteRow();
        note.sender = sender;
        note.content = content;
        sessions.inTransaction(session -> session.persist(note));
        return note.id;
    }

    @Override
    public long insertTicket(String sender, String content) {
        TicketRow ticket = new TicketRow();
        ticket.sender = sender;
        ticket.content = content;
        sessions.inTransaction(session -> session.persist(ticket));
        return ticket.id;
    }

    @Override
    public Held hold(long id) {
        Session session = sessions.openSession();
        session.beginTransaction();
        TicketRow ticket = session.find(TicketRow.class, id);
        session.getTransaction().commit(); // which gives the connection back
        return sender -> {
            try (session) {
                session.beginTransaction();
                ticket.sender = sender;
                session.getTransaction().commit();
            }
        };
    }

    /** A row of {@code messages}. */
    @Entity(name = "MessageRow")
    @Table(name = "messages")
    static class MessageRow {
        @Id
        long id;

        @Nullable
        String sender;

        @Nullable
        String content;

        MessageRow() {}

        MessageRow(long id, String sender, String content) {
            this.id = id;
            this.sender = sender;
            this.content = content;
        }
    }

    /** A row of {@code notes}. */
    @Entity(name = "NoteRow")
    @Table(name = "notes")
    static class NoteRow {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;

        @Nullable
        String sender;

        @Nullable
        String content;
    }

    /** A row of {@code tickets}. */
    @Entity(name = "TicketRow")
    @Table(name = "tickets")
    static class TicketRow {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tickets")
        @SequenceGenerator(name = "tickets", sequenceName = "tickets_seq", allocationSize = 1)
        long id;

        @Nullable
        String sender;

        @Nullable
        String content;

        @Version
        int version;
    }
}
