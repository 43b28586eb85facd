package io.selfhealing.benchmarks.spool;

import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.config.WhenFull;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolKey;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The spool with an order of five columns. */
final class SpoolAppender implements Appender {
    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final long ROOM = 64L << 30;

    private final Spool spool;

    SpoolAppender(Path home, boolean encrypted) throws SpoolException {
        SpoolSettings settings =
                new SpoolSettings(List.of(), List.of(), ROOM, WhenFull.REFUSE, Optional.empty(), Optional.of("KEY"));
        SpoolKey key = encrypted ? SpoolKey.of(settings, Map.of("KEY", KEY)) : null;
        this.spool = Spool.open(home, settings, key, InstantSource.system(), new SecureRandom(), problem -> {
            throw new IllegalStateException(problem.toString());
        });
    }

    @Override
    public void append() throws SpoolException {
        RandomGenerator random = ThreadLocalRandom.current();
        spool.append(new Transaction(
                "postgresql://db/app",
                "v1",
                List.of(new Write(
                        "public.orders",
                        "INSERT INTO orders (id, customer, amount, placed, note) VALUES (?, ?, ?, ?, ?)",
                        List.of(
                                Parameter.of(new UUID(random.nextLong(), random.nextLong())),
                                Parameter.of(4_711L),
                                Parameter.of(new BigDecimal("129.90")),
                                Parameter.of(Instant.now()),
                                Parameter.of("please leave it with the neighbours")),
                        null))));
    }

    /** On disk, by now. */
    long bytes() {
        return spool.status().bytes();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
