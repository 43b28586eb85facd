package app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Threads of which each writes a range of rows, and what has come of them. */
abstract class WritingThreads implements Writers {
    /** Between two rows of a thread, so that a change of the schema falls among the writes and not after them. */
    static final long PAUSE_MILLIS = 2;

    private final AtomicInteger landed = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;

    WritingThreads(String name, int threads, int rows) {
        this.threads = IntStream.range(0, threads)
                .mapToObj(n -> new Thread(() -> write(n * rows), name + "-" + n))
                .toList();
    }

    /** Writes a thread's rows, from the first one's number on. */
    abstract void write(int first);

    final void rowLanded() {
        landed.incrementAndGet();
    }

    final void failed(String how) {
        failures.add(how);
    }

    @Override
    public final void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public final int landed() {
        return landed.get();
    }

    @Override
    public final void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public final List<String> failures() {
        return List.copyOf(failures);
    }
}
