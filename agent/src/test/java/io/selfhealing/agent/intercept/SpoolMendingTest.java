package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.offline.Meanings;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.spool.replay.Mended;
import io.selfhealing.agent.spool.replay.Mender;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.WriteParser;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes that waited while their table changed. */
@Timeout(60)
class SpoolMendingTest {
    private static final Dialect DIALECT = new Dialect(Product.POSTGRESQL, Folding.LOWER);

    private Intercepted database;
    private Connection application;
    private Connection own;
    private Mender mender;
    private TableSnapshot then;
    private String versions = "";

    @BeforeEach
    void open() throws Exception {
        database = Intercepted.remembering(Engine.POSTGRESQL, "spool.tables=*s", "spool.updates=messages");
        application = database.withMessages();
        then = lastSeen("public", "messages");
        own = database.outside();
        own.setAutoCommit(false);
        mender = mending();
    }

    @AfterEach
    void close() throws Exception {
        own.close();
        database.close();
    }

    private void change(String... commands) throws Exception {
        database.outside(commands);
        mender = mending();
    }

    private Mender mending() throws SQLException {
        Database known = database.database(application);
        return database.mending().on(known, own);
    }

    private TableSnapshot lastSeen(String schema, String table) throws Exception {
        TableKey key = new TableKey(List.of(schema), table);
        Database known = database.database(application);
        known.refreshNow(key, Duration.ofSeconds(5));
        return Objects.requireNonNull(known.lastKnown(key)).current();
    }

    /** As it was acknowledged when the table was as {@link #then} has it. */
    private Write kept(String sql, @Nullable Object... values) {
        ParsedWrite parsed = Objects.requireNonNull(WriteParser.parse(sql, DIALECT));
        List<Parameter> parameters = Stream.of(values).map(Parameter::of).toList();
        return new Write(
                then.schema() + "." + then.name(),
                sql,
                parameters,
                null,
                Meanings.of(parsed, then, new Verdict.Healthy(), DIALECT));
    }

    private Write message(long id, String sender, String content) {
        return kept(Intercepted.INSERT, id, sender, content);
    }

    private String refusal(Write write) throws SQLException {
        Mended mended = mend(write, false);
        assertThat(mended).isInstanceOf(Mended.Refused.class);
        return ((Mended.Refused) mended).reason();
    }

    private static void run(Connection connection, Mended.Ready ready) throws SQLException {
        SelfHealingDoor.enter();
        try (PreparedStatement statement =
                connection.prepareStatement(ready.statement(), ready.generated().toArray(String[]::new))) {
            for (int i = 0; i < ready.parameters().size(); i++) {
                Parameter parameter = ready.parameters().get(i);
                if (parameter.sqlType() == null) {
                    statement.setObject(i + 1, parameter.value());
                } else {
                    statement.setObject(i + 1, parameter.value(), parameter.sqlType());
                }
            }
            statement.executeUpdate();
            ready.fate().ran(statement);
            connection.commit();
        } finally {
            SelfHealingDoor.exit();
        }
    }

    private Mended mend(Write write, boolean refused) throws SQLException {
        SelfHealingDoor.enter();
        try {
            return mender.mend(new Transaction("db", versions, List.of(write)), write, refused);
        } finally {
            SelfHealingDoor.exit();
        }
    }

    private Mended.Ready ready(Write write) throws SQLException {
        return (Mended.Ready) mend(write, false);
    }

    @Test
    void whatFitsGoesAsItWasKept() throws Exception {
        Mended.Ready ready = ready(message(2, "a", "b"));
        assertThat(ready.statement()).isEqualTo(Intercepted.INSERT.replace("messages", "public.messages"));
        assertThat(ready.key()).containsExactly("id");
        run(own, ready);
        mender.committed();
        assertThat(database.rows("select count(*) from messages")).containsExactly("2");
    }

    @Test
    void whatIsNoWriteOfRowsIsRefused() throws Exception {
        for (String sql : List.of(
                "drop table messages",
                "copy messages from program 'id'",
                "truncate messages",
                "insert into messages (id) values (7); drop table messages",
                "insert into messages (id, content) select 7, pg_read_file('/etc/passwd')",
                "insert into messages (id, content) values (7, pg_read_file('/etc/passwd'))",
                "grant all on messages to public")) {
            Write forged = new Write(
                    "public.messages", sql, List.of(), null, message(1, "", "").meaning());
            assertThat(refusal(forged)).as(sql).isNotBlank();
        }
        assertThat(database.rows("select count(*) from messages")).containsExactly("1");
    }

    @Test
    void aTableThatIsNotOptedInIsNotWrittenToWhateverTheRecordSaysOfItself() throws Exception {
        database.outside(
                "create schema hidden", "create table hidden.secret (id bigint primary key, content varchar(100))");
        String sql = "insert into hidden.secret (id, content) values (7, 'x')";
        Write disguised = new Write(
                "public.messages", sql, List.of(), null, message(1, "", "").meaning());
        Write old = new Write("public.messages", sql, List.of(), null);
        Write open = new Write("hidden.secret", sql, List.of(), null);

        assertThat(refusal(disguised)).contains("name different tables");
        assertThat(refusal(old)).contains("name different tables");
        assertThat(refusal(open)).contains("selfhealing.spool.tables does not name hidden.secret any more");
        assertThat(database.rows("select count(*) from hidden.secret")).containsExactly("0");
    }

    @Test
    void anUpdateOrDeleteIsOfOneRowByItsKeyInATableWhoseUpdatesAreKept() throws Exception {
        assertThat(mend(kept("delete from messages where id = 1"), false)).isInstanceOf(Mended.Ready.class);
        for (String sql : List.of(
                "delete from messages",
                "delete from messages where id > 1",
                "delete from messages where content = 'x'",
                "delete from messages where id = 1 or id = 2",
                "update messages set content = 'x'",
                "update messages set id = 5 where id = 1",
                "update messages set content = 'x' where sender = 'y'")) {
            assertThat(refusal(kept(sql))).as(sql).contains("key alone");
        }
        orders();
        then = lastSeen("public", "orders");
        assertThat(refusal(kept("delete from orders where id = 1"))).contains("selfhealing.spool.updates names");
    }

    @Test
    void aColumnThatWasRenamedMeanwhileIsFollowed() throws Exception {
        change("alter table messages rename column sender to author");
        run(own, ready(message(2, "ann", "hello")));
        mender.committed();
        assertThat(database.rows("select author, content from messages where id = 2"))
                .containsExactly("ann|hello");
        assertThat(database.events("healed")).hasSize(1);
    }

    @Test
    void aTableThatWasRenamedMeanwhileIsFollowed() throws Exception {
        change("alter table messages rename to letters");
        run(own, ready(message(2, "ann", "hello")));
        mender.committed();
        assertThat(database.rows("select sender from letters where id = 2")).containsExactly("ann");
    }

    @Test
    void aValueWhoseColumnIsGoneIsInQuarantineBeforeTheWriteRuns() throws Exception {
        change("alter table messages drop column sender");
        Mended.Ready ready = ready(message(2, "ann", "hello"));
        assertThat(database.quarantine()).singleElement().asString().startsWith("ann ");
        run(own, ready);
        mender.committed();
        assertThat(database.rows("select content from messages where id = 2")).containsExactly("hello");
        assertThat(database.quarantine())
                .singleElement()
                .asString()
                .startsWith("ann ")
                .endsWith(" landed");
    }

    @Test
    void whatWasKeptForAWriteThatWasRolledBackIsVoid() throws Exception {
        change("alter table messages drop column sender");
        Mended.Ready ready = ready(message(2, "ann", "hello"));
        ready.fate().ran(null);
        own.rollback();
        mender.rolledBack();
        Mended.Ready again = ready(message(2, "ann", "hello"));
        again.fate().failed();
        assertThat(database.quarantine())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry).endsWith(" void"));
    }

    /** Twenty orders, of which the agent has seen the rows. */
    private void orders() throws Exception {
        database.outside(
                "create type mood as enum ('open', 'done')",
                "create table orders (id bigint primary key, st integer, cents integer, flag integer, f double precision,"
                        + " owner text, mood mood)",
                "insert into orders select x, x % 3, x * 100, x % 2, x, 'owner ' || x * 7919,"
                        + " (array['open', 'done'])[1 + x % 2]::mood from generate_series(101, 120) x");
        then = lastSeen("public", "orders");
        Database known = database.database(application);
        while (known.contentSince(List.of(then), then)
                .get(5, TimeUnit.SECONDS)
                .columns()
                .isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Write order(String column, Object value) {
        return kept("insert into orders (id, " + column + ") values (?, ?)", 2L, value);
    }

    private List<String> landed(Write write, String column) throws Exception {
        run(own, ready(write));
        mender.committed();
        return database.rows("select " + column + " from orders where id = 2");
    }

    @Test
    void aValueIsConvertedWhereTheRowsBearOutThatItMeansTheSame() throws Exception {
        orders();
        change("alter table orders alter st type text using st::text, alter flag type boolean using flag = 1");
        assertThat(landed(order("st", 1), "st")).containsExactly("1");
        database.outside("delete from orders where id = 2");
        assertThat(landed(order("flag", 1), "flag")).containsExactly("t");
    }

    @Test
    void aValueIsTakenByAWiderNumberWhereTheRowsHoldWhatTheyHeld() throws Exception {
        orders();
        change("alter table orders alter cents type numeric(12, 2)");
        assertThat(landed(order("cents", 1999), "cents")).containsExactly("1999.00");
    }

    @Test
    void aValueGoesNowhereWhereTheRowsSayThatItMeantSomethingElse() throws Exception {
        orders();
        change("alter table orders"
                + " alter st type text using case st when 0 then 'new' when 1 then 'paid' else 'void' end,"
                + " alter cents type numeric(12, 2) using cents / 100.0,"
                + " alter flag type boolean using flag = 0");
        assertThat(refusal(order("st", 1))).contains("column st changed with its type", "integer", "text");
        assertThat(refusal(order("cents", 1999))).contains("column cents changed with its type");
        assertThat(refusal(order("flag", 1))).contains("column flag changed with its type");
        assertThat(refusal(kept("insert into orders (id, flag) values (2, 1)")))
                .contains("column flag changed with its type");
        assertThat(landed(order("owner", "ann"), "owner")).containsExactly("ann");
    }

    @Test
    void aValueGoesNowhereWhereItsUnitChangedAndItsKindOfTypeDidNot() throws Exception {
        orders();
        change("alter table orders alter cents type bigint using cents * 10");
        assertThat(refusal(order("cents", 1999))).contains("column cents changed with its type");
    }

    @Test
    void aLabelThatMeansAnotherOneNowIsRefused() throws Exception {
        orders();
        change(
                "alter type mood rename value 'open' to 'x'",
                "alter type mood rename value 'done' to 'open'",
                "alter type mood rename value 'x' to 'done'");
        assertThat(refusal(order("mood", "open"))).contains("column mood changed with its type");
    }

    @Test
    void aColumnThatWasFilledAnewUnderANewNameIsNotTheOneThatWasMeant() throws Exception {
        orders();
        change(
                "alter table orders rename owner to region",
                "update orders set region = (array['eu', 'us', 'cn'])[1 + id % 3]");
        assertThat(refusal(order("owner", "ann"))).contains("owner", "region", "holds something else");
    }

    @Test
    void aNumberThatAColumnOfFourBytesWouldRoundIsRefused() throws Exception {
        orders();
        change("alter table orders alter f type real");
        assertThat(refusal(order("f", 16_777_217d))).contains("another type");
        assertThat(refusal(kept("insert into orders (id, f) values (2, 16777217)")))
                .contains("another type");
        assertThat(landed(order("f", 1.5d), "f")).containsExactly("1.5");
    }

    @Test
    void whereNoRowTellsOnlyATypeOfTheSameKindTakesAValue() throws Exception {
        String insert = "insert into messages (id, priority) values (?, ?)";
        change("alter table messages alter priority type bigint, alter sender type text");
        run(own, ready(kept(insert, 2L, 5)));
        run(own, ready(message(3, "ann", "hello")));
        change("alter table messages alter priority type text using priority::text");
        assertThat(refusal(kept(insert, 4L, 5)))
                .contains("no rows bear out that a value of the column priority", "integer", "text");
    }

    @Test
    void aValueThatItsColumnWouldRoundNowIsRefused() throws Exception {
        change("alter table messages alter column priority type numeric(10,3)");
        then = lastSeen("public", "messages");
        change("alter table messages alter column priority type numeric(10,1)");
        String insert = "insert into messages (id, priority) values (?, ?)";
        assertThat(refusal(kept(insert, 2L, new BigDecimal("2.05")))).contains("another type");
        assertThat(refusal(kept("insert into messages (id, priority) values (3, 2.05)")))
                .contains("another type");
        run(own, ready(kept(insert, 4L, new BigDecimal("2.50"))));
        assertThat(database.rows("select priority from messages where id = 4")).containsExactly("2.5");
    }

    @Test
    void columnsThatSwappedTheirNamesTakeTheValuesThatWereMeantForThem() throws Exception {
        change(
                "alter table messages rename column sender to x",
                "alter table messages rename column content to sender",
                "alter table messages rename column x to content");
        run(own, ready(message(2, "ann", "hello")));
        mender.committed();
        assertThat(database.rows("select content, sender from messages where id = 2"))
                .containsExactly("ann|hello");
        assertThat(database.events("healed")).hasSize(1);
    }

    @Test
    void namesThatWentRoundInAThreeAreFollowed() throws Exception {
        change("alter table messages add column third varchar(50)");
        then = lastSeen("public", "messages");
        change(
                "alter table messages rename column sender to x",
                "alter table messages rename column content to sender",
                "alter table messages rename column third to content",
                "alter table messages rename column x to third");
        run(
                own,
                ready(kept(
                        "insert into messages (id, sender, content, third) values (?, ?, ?, ?)", 2L, "s", "c", "t")));
        assertThat(database.rows("select third, sender, content from messages where id = 2"))
                .containsExactly("s|c|t");
    }

    @Test
    void aColumnWhoseNameAnotherBearsNowIsFollowedToItsOwn() throws Exception {
        change(
                "alter table messages rename column sender to old_sender",
                "alter table messages add column sender text");
        run(own, ready(message(2, "ann", "hello")));
        assertThat(database.rows("select old_sender, sender from messages where id = 2"))
                .containsExactly("ann|null");
    }

    @Test
    void aColumnThatWasDroppedAndMadeAgainIsNotTheOneThatWasMeant() throws Exception {
        change("alter table messages drop column sender", "alter table messages add column sender text");
        assertThat(refusal(message(2, "ann", "hello"))).contains("sender").contains("dropped");
    }

    @Test
    void aColumnThatWasDroppedWhileAnotherCameInItsPlaceIsNotGuessed() throws Exception {
        change("alter table messages drop column sender", "alter table messages add column sender_name varchar(100)");
        Mended mended = mend(message(2, "ann", "hello"), false);
        if (mended instanceof Mended.Ready ready) {
            run(own, ready);
            assertThat(database.rows("select sender_name from messages where id = 2"))
                    .containsExactly("null");
        }
    }

    @Test
    void aConditionIsFollowedToo() throws Exception {
        Write update = kept("update messages set content = ? where id = ?", "new", 1L);
        change(
                "alter table messages rename column id to x",
                "alter table messages add column id bigint",
                "update messages set id = 1");
        run(own, ready(update));
        assertThat(database.rows("select content from messages where x = 1")).containsExactly("new");
    }

    @Test
    void anotherTableOfTheNameIsNotWritten() throws Exception {
        change(
                "alter table messages rename to messages_old",
                "create table messages (id bigint primary key, sender varchar(100), content varchar(200))");
        assertThat(refusal(message(2, "ann", "hello"))).contains("another one that has its name");
    }

    @Test
    void aTableThatWasDroppedAndMadeAgainIsNotWritten() throws Exception {
        change(
                "drop table messages",
                "create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                        + " priority integer)");
        assertThat(refusal(message(2, "ann", "hello"))).contains("another one that has its name");
    }

    @Test
    void whatIsToBeMadeWaitsWhileItsTableIsNotThere() throws Exception {
        change("drop table messages");
        assertThat(mend(message(2, "ann", "hello"), false)).isInstanceOf(Mended.Waiting.class);
    }

    @Test
    void aTableThatChangesAfterItWasLookedAtIsNoticedBeforeTheCommit() throws Exception {
        Mended.Ready ready = ready(message(2, "ann", "hello"));
        database.outside(
                "alter table messages rename column sender to x",
                "alter table messages rename column content to sender",
                "alter table messages rename column x to content");
        try (PreparedStatement statement = own.prepareStatement(ready.statement())) {
            statement.setLong(1, 2);
            statement.setString(2, "ann");
            statement.setString(3, "hello");
            statement.executeUpdate();
        }
        assertThat(mender.stands()).isFalse();
        own.rollback();
        mender.rolledBack();
        run(own, ready(message(2, "ann", "hello")));
        assertThat(mender.stands()).isTrue();
        mender.committed();
        assertThat(database.rows("select content from messages where id = 2")).containsExactly("ann");
    }

    @Test
    void aTextThatMeansAnotherTableHereGoesToTheOneForWhichItWasKept() throws Exception {
        change("create schema tenant", "create table tenant.messages (id bigint primary key, sender text)");
        then = lastSeen("tenant", "messages");
        run(own, ready(kept("insert into messages (id, sender) values (?, ?)", 5L, "t")));
        assertThat(database.rows("select sender from tenant.messages")).containsExactly("t");
        assertThat(database.rows("select count(*) from messages where id = 5")).containsExactly("0");
    }

    @Test
    void aRecordOfAnEarlierVersionGoesByTheShapeThatItWasKeptFor() throws Exception {
        versions = then.version();
        change(
                "alter table messages rename column sender to x",
                "alter table messages rename column content to sender",
                "alter table messages rename column x to content");
        run(own, ready(old(message(2, "ann", "hello"))));
        assertThat(database.rows("select content, sender from messages where id = 2"))
                .containsExactly("ann|hello");
    }

    @Test
    void aRecordOfAnEarlierVersionWhoseShapeIsForgottenGoesByNamesThatNeverMeantAnythingElse() throws Exception {
        versions = "0123";
        run(own, ready(old(message(2, "ann", "hello"))));
        mender.committed();
        change("alter table messages rename column sender to x", "alter table messages add column sender text");
        lastSeen("public", "messages");
        assertThat(refusal(old(message(3, "ann", "hello")))).contains("not known");
    }

    private static Write old(Write write) {
        return new Write(write.table(), write.statement(), write.parameters(), write.key());
    }
}
