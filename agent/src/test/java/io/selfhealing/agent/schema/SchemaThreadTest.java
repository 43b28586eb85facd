package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaThreadTest {
    @TempDir
    private Path directory;

    private final SchemaThread thread = new SchemaThread("test", new Workers(Thread::new));

    @Test
    void fileThatIsBeingWrittenStaysOpenWhenTheThreadIsClosed() throws Exception {
        Path file = directory.resolve("history");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        thread.execute(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                begun.countDown();
                while (!closed.await(10, TimeUnit.MILLISECONDS)) {
                    channel.write(ByteBuffer.wrap(new byte[] {1}));
                }
                channel.write(ByteBuffer.wrap(new byte[] {2}));
                channel.force(true);
                written.complete(true);
            } catch (IOException | InterruptedException e) {
                written.completeExceptionally(e);
            }
        });
        begun.await();

        thread.close(() -> {}, Duration.ofMillis(50));
        closed.countDown();

        assertThat(written.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllBytes(file)).endsWith((byte) 2);
    }

    @Test
    void nothingRunsThatWasNotBegunWhenTheThreadIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch let = new CountDownLatch(1);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        AtomicInteger later = new AtomicInteger();
        thread.repeat(() -> later.incrementAndGet() > 0, Duration.ofHours(1));
        thread.execute(() -> {
            begun.countDown();
            try {
                ended.complete(let.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                ended.complete(false);
            }
        });
        thread.execute(later::incrementAndGet);
        begun.await();

        CountDownLatch last = new CountDownLatch(1);
        thread.close(last::countDown, Duration.ofMillis(50));
        let.countDown();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(last.await(10, TimeUnit.SECONDS))
                .as("what closes the connection comes, however late")
                .isTrue();
        Thread.sleep(200);
        assertThat(later).hasValue(0);
    }

    @Test
    void whatIsRepeatedEndsWithTheThread() throws Exception {
        AtomicInteger later = new AtomicInteger();
        thread.repeat(() -> later.incrementAndGet() > 0, Duration.ofMillis(100));
        AtomicInteger last = new AtomicInteger();

        thread.close(last::incrementAndGet, Duration.ofSeconds(10));

        int before = later.get();
        Thread.sleep(300);
        assertThat(later).hasValue(before);
        assertThat(last).hasValue(1);
    }
}
