package io.selfhealing.demonstration;

import io.selfhealing.demonstration.Write.Moment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Steady writes from several threads, one kind after the other. Nothing is tried twice. */
final class Traffic implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int ENOUGH = 3;
    private static final List<Kind> KINDS = List.of(Kind.values());

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final Collection<Write> done = new ConcurrentLinkedQueue<>();
    private final URI service;
    private final int act;
    private final AtomicInteger numbers;
    private volatile Moment moment = Moment.BEFORE;
    private volatile boolean running = true;

    /** @param numbers the last number that was given to a write of this run */
    Traffic(URI service, int act, AtomicInteger numbers) {
        this.service = service;
        this.act = act;
        this.numbers = numbers;
    }

    void start(int perSecond) {
        long pause = TimeUnit.SECONDS.toNanos(THREADS) / perSecond;
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> writeEvery(pause));
        }
    }

    /** Tells the writes sent from now on where they stand. */
    void now(Moment next) {
        moment = next;
    }

    Collection<Write> soFar() {
        return done;
    }

    /** Whether of every kind there are a few writes that belong wholly to the present moment. */
    boolean isAnswered() {
        Moment present = moment;
        return KINDS.stream()
                .allMatch(kind -> done.stream()
                                .filter(write -> write.kind() == kind && write.moment() == present)
                                .count()
                        >= ENOUGH);
    }

    /** Lets the writes under way come to their end. */
    List<Write> stop() throws InterruptedException {
        running = false;
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new DemonstrationException("Writes are still without an answer after 30 s");
        }
        return List.copyOf(done);
    }

    @Override
    public void close() {
        running = false;
        threads.shutdownNow();
    }

    private void writeEvery(long nanos) {
        long next = System.nanoTime();
        while (running) {
            int number = numbers.incrementAndGet();
            done.add(write(KINDS.get(number % KINDS.size()), number));
            next += nanos;
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Write write(Kind kind, int number) {
        Moment before = moment;
        Instant sent = Instant.now();
        String answer = post(kind.path(), kind.json(Write.marker(number), number));
        Moment during = before == moment ? before : Moment.DURING;
        return new Write(kind, number, act, during, sent, answer.equals("201"), answer);
    }

    private String post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return Integer.toString(
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }
}
