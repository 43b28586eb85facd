package io.selfhealing.agent;

import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolKey;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/** Opens the spool beside the application's start: all that an earlier process left in it is read through. */
final class SpoolOpening {
    private static final long LOOK_MILLIS = 2_000;

    private SpoolOpening() {}

    /** Fails, after a line on the console, where there can be none. */
    static CompletableFuture<Spool> begin(
            Settings settings, InstantSource clock, ThreadFactory threads, Console console) {
        CompletableFuture<Spool> spool = new CompletableFuture<>();
        threads.newThread(() -> {
                    try {
                        spool.complete(open(settings, clock, console));
                    } catch (SpoolException | RuntimeException | LinkageError e) {
                        console.error("nothing can be kept on disk while a database is down: " + e);
                        spool.completeExceptionally(e);
                        return;
                    }
                    look(spool.join());
                })
                .start();
        return spool;
    }

    /** Also while nobody writes: what was acknowledged must not wait in files without a name for the end of the process. */
    private static void look(Spool opened) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                keepWhole(opened);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void keepWhole(Spool opened) {
        try {
            opened.keepWhole();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e); // The next look may succeed.
        }
    }

    private static Spool open(Settings settings, InstantSource clock, Console console) throws SpoolException {
        SpoolKey key = SpoolKey.of(settings.spool(), System.getenv());
        return Spool.open(
                settings.home(),
                settings.spool(),
                key,
                clock,
                new SecureRandom(),
                problem -> console.warn("spool: " + problem));
    }
}
