package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnConnectionsTest {
    private static final int MOST = 3;

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final OwnConnections all = new OwnConnections(MOST);
    private final List<Connection> opened = new ArrayList<>();
    private final AtomicInteger databases = new AtomicInteger();

    @AfterEach
    void close() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
    }

    private OwnConnection own(ConnectionSource source, String server) {
        SchemaReader reader = Objects.requireNonNull(SchemaReaders.forProduct(Product.H2, clock));
        return new OwnConnection(source, reader, clock, Duration.ofSeconds(2), all, server);
    }

    private OwnConnection own(String server) {
        String url = "jdbc:h2:mem:own" + databases.incrementAndGet();
        return own(
                () -> {
                    Connection connection = DriverManager.getConnection(url);
                    opened.add(connection);
                    return connection;
                },
                server);
    }

    private static void use(OwnConnection own) throws SQLException {
        assertThat(own.<Boolean>query(connection -> connection.isValid(1))).isTrue();
    }

    @Test
    void leastRecentlyUsedMakesRoom() throws SQLException {
        OwnConnection first = own("//a");
        OwnConnection second = own("//a");
        OwnConnection third = own("//a");
        use(first);
        use(second);
        use(third);
        use(first);

        OwnConnection fourth = own("//a");
        assertThat(fourth.crowded()).isTrue();
        use(fourth);

        assertThat(List.of(first.isOpen(), second.isOpen(), third.isOpen(), fourth.isOpen()))
                .containsExactly(true, false, true, true);
        use(second);
        assertThat(third.isOpen()).isFalse();
    }

    @Test
    void oneThatIsInUseIsNotClosedForAnother() throws SQLException {
        OwnConnection first = own("//a");
        OwnConnection second = own("//a");
        OwnConnection third = own("//a");
        use(second);
        use(third);
        first.<Boolean>query(connection -> {
            use(second);
            use(third);
            Thread other = new Thread(() -> {
                try {
                    use(own("//b"));
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return connection.isValid(1);
        });
        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).isFalse();
    }

    @Test
    void thoseToAFullServerAreGivenUpAndNotOpenedForAWhile() throws SQLException {
        OwnConnection here = own("//full");
        OwnConnection elsewhere = own("//other");
        use(here);
        use(elsewhere);

        assertThat(all.giveWay("//full")).isTrue();

        assertThat(here.isOpen()).isFalse();
        assertThat(elsewhere.isOpen()).isTrue();
        assertThatThrownBy(() -> use(here)).isInstanceOf(StillFailingException.class);
        assertThat(all.giveWay("//full")).isFalse();
        now = now.plusSeconds(30);
        use(here);
    }

    @Test
    void fullServerIsNotAskedAgainForAWhile() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        OwnConnection own = own(
                () -> {
                    asked.incrementAndGet();
                    throw new SQLException("sorry, too many clients already", "53300");
                },
                "//full");

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> use(own)).isInstanceOf(SQLException.class);
            now = now.plusSeconds(1);
        }

        assertThat(asked).hasValue(1);
        assertThat(own.crowded()).isFalse();
    }

    @Test
    void manyDatabasesShareAFewThreadsThatEndWhenThereIsNothingToDo() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Workers workers = new Workers(work -> {
            Thread thread = new Thread(work);
            synchronized (threads) {
                threads.add(thread);
            }
            return thread;
        });
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            SchemaThread thread = new SchemaThread("db" + i, workers);
            thread.repeat(() -> false, Duration.ofMillis(50));
            thread.execute(() -> {
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        synchronized (threads) {
            assertThat(threads).hasSizeLessThanOrEqualTo(Workers.MOST + 1);
        }
        for (Thread thread : List.copyOf(threads)) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void whatIsWaitedForOvertakesWhatIsNotAndWhatPausedGoesOn() throws Exception {
        Workers workers = new Workers(Thread::new);
        SchemaThread thread = new SchemaThread("db", workers);
        List<String> order = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch let = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3);
        AtomicInteger beats = new AtomicInteger();
        thread.repeat(() -> beats.incrementAndGet() < 0, Duration.ofMillis(20));
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(beats).hasValue(1);
        thread.execute(() -> {
            begun.countDown();
            try {
                order.add("first " + let.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        });
        begun.await();
        thread.execute(() -> {
            order.add("later");
            done.countDown();
        });
        thread.executeUrgently(() -> {
            order.add("urgent");
            done.countDown();
        });
        let.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("first true", "urgent", "later");
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(beats.get()).isGreaterThanOrEqualTo(2);
    }
}
